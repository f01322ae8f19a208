// The server's side of the protocol in memory, for thousands of random days: what it takes, refuses and forgets is as docs/protocol.md says.
// It checks no signatures and no form: the real server's own tests do. The same schedules run against the real one as well.
import { fromBase64url, toBase64url } from "../../crypto/base64url.js";
import { type Bytes, concat, hex, readUint, u32, u64 } from "../../crypto/bytes.js";
import { parseBlobHdr } from "../../crypto/blob.js";
import { sha256 } from "../../crypto/hash.js";
import { idBytes, newId } from "../../crypto/ids.js";
import { emptyHead, nextHead, opHash, parseOp } from "../../crypto/op.js";

interface Log {
  ops: { readonly op: Bytes; readonly hash: string; readonly head: Bytes }[];
  head: Bytes;
  changed: number;
}

interface Blob {
  readonly log: string;
  readonly hdr: string;
  readonly chunks: Map<number, Bytes>;
  committed: boolean;
}

interface Registration {
  readonly login: string;
  readonly account_id: string;
  readonly gen: number;
  readonly bundle: string;
  readonly slots: readonly string[];
  readonly slots_sig: string;
  readonly pw: { readonly auth: string; readonly kdf_params: string };
  readonly identity: readonly string[];
}

export interface Account {
  readonly registration: Registration;
  identity: string[];
  changes: number;
  readonly logs: Map<string, Log>;
  readonly blobs: Map<string, Blob>;
  readonly freed: Set<string>;
  readonly sessions: Map<string, string | null>;
  /** The endpoint of the phone that takes reminders. */
  push: string | null;
  /** The key it was made under. */
  pushKey: string | null;
  readonly reminders: Map<string, Reminder>;
}

/** As its PUT said; `removed` by a DELETE. */
export type Reminder = { readonly rev: number } & Readonly<Record<string, unknown>>;

class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly more: object = {},
  ) {
    super(code);
  }
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Bytes;
  readonly session: string | null;
}

export interface Answer {
  readonly status: number;
  readonly body: Bytes | object;
  readonly session?: string;
}

const device = (entry: string): string | null => {
  const bytes = fromBase64url(entry);
  return bytes[5] === 2 ? hex(bytes.subarray(68, 84)) : null;
};

function split(body: Bytes): readonly Bytes[] {
  const ops: Bytes[] = [];
  for (let at = 0; at < body.length; ) {
    const end = at + 4 + readUint(body, at, 4);
    ops.push(body.slice(at + 4, end));
    at = end;
  }
  return ops;
}

export class MemoryServer {
  readonly accounts = new Map<string, Account>();
  /** What push subscriptions are made for. */
  vapidKey = "";

  async answer(call: Call): Promise<Answer> {
    try {
      return await this.#route(call);
    } catch (error) {
      if (error instanceof Refused) return { status: error.status, body: { code: error.code, ...error.more } };
      throw error;
    }
  }

  /** The account as it is now, to be put back later. */
  keep(id: string): () => void {
    const kept = structuredClone(this.accounts.get(id));
    return () => {
      if (kept !== undefined) this.accounts.set(id, structuredClone(kept));
    };
  }

  #signedIn(session: string | null): Account | null {
    if (session === null) return null;
    return [...this.accounts.values()].find(({ sessions }) => sessions.has(session)) ?? null;
  }

  async #route(call: Call): Promise<Answer> {
    const [, , room = "", first = "", second = "", third = ""] = (call.path.split("?")[0] ?? "").split("/");
    const name = `${call.method} ${room}${room === "auth" ? `/${first}` : ""}`;
    const json = (): Record<string, string | undefined> => JSON.parse(new TextDecoder().decode(call.body)) as Record<string, string | undefined>;
    if (name === "GET hello") return this.#hello(call.session);
    if (name === "POST auth/register") return this.#register(json() as never);
    if (name === "POST auth/prelogin") return this.#prelogin(json()["login"] ?? "");
    if (name === "POST auth/login") return this.#login(json() as never);
    if (name === "POST reminders" && first === "act") return { status: 204, body: {} };
    const account = this.#signedIn(call.session);
    if (account === null || call.session === null) throw new Refused(401, "signed_out");
    if (name === "POST auth/logout") return { status: 204, body: {} };
    if (name === "GET identity") return { status: 200, body: { entries: account.identity } };
    if (name === "POST identity") return this.#admit(account, call.session, json()["entry"] ?? "");
    if (account.sessions.get(call.session) === null) throw new Refused(403, "device_required");
    if (name === "GET feed") return this.#feed(account, new URLSearchParams(call.path.split("?")[1]).get("cursor") ?? "");
    if (room === "reminders") return remind(account, first, call.method, json() as unknown as Reminder);
    if (room === "push") return reminding(account, call.method, first, this.vapidKey, json);
    if (name === "POST cases" && first === "") return this.#start(account, json()["case_id"] ?? "");
    if (room === "blobs") return this.#blob(account, call, first, second, third);
    if (room !== "cases") throw new Refused(404, "not_found");
    const log = account.logs.get(first);
    if (log === undefined) throw new Refused(404, "not_found");
    if (second === "blobs" && call.method === "GET") return { status: 200, body: { blob_ids: [...account.blobs].filter(([, blob]) => blob.log === first && blob.committed).map(([id]) => id) } };
    if (second === "blobs") return announce(account, first, json() as never);
    if (call.method === "GET") return pull(log, Number(new URLSearchParams(call.path.split("?")[1]).get("after")));
    return second === "heal" ? heal(account, log, call.body) : push(account, log, split(call.body));
  }

  #hello(session: string | null): Answer {
    const account = this.#signedIn(session);
    const tied = account?.sessions.get(session ?? "") ?? null;
    return { status: 200, body: { csrf: "c", signed_in: account !== null, account_id: account?.registration.account_id, device_id: tied, server_time_ms: Date.now(), vapid_public_key: this.vapidKey, version: "t" } };
  }

  async #register(body: Registration): Promise<Answer> {
    const session = newId();
    const first = device(body.identity[1] ?? "");
    const account: Account = { registration: body, identity: [...body.identity], changes: 0, logs: new Map(), blobs: new Map(), freed: new Set(), sessions: new Map([[session, first]]), push: null, pushKey: null, reminders: new Map() };
    this.accounts.set(body.account_id, account);
    await this.#start(account, body.account_id);
    return { status: 201, body: {}, session };
  }

  #byLogin(login: string): Account {
    const found = [...this.accounts.values()].find(({ registration }) => registration.login === login);
    if (found === undefined) throw new Refused(401, "auth_failed");
    return found;
  }

  #prelogin(login: string): Answer {
    const { account_id, pw } = this.#byLogin(login).registration;
    return { status: 200, body: { account_id, kdf_params: pw.kdf_params } };
  }

  #login(body: { readonly login: string; readonly auth: string; readonly device_id: string | null }): Answer {
    const account = this.#byLogin(body.login);
    const { account_id, login, gen, bundle, slots, slots_sig, pw } = account.registration;
    if (pw.auth !== body.auth) throw new Refused(401, "auth_failed");
    const session = newId();
    account.sessions.set(session, account.identity.some((entry) => device(entry) === body.device_id) ? body.device_id : null);
    return { status: 200, body: { account_id, login, gen, bundle, slots, slots_sig, identity: account.identity }, session };
  }

  async #admit(account: Account, session: string, entry: string): Promise<Answer> {
    if (!account.identity.includes(entry)) {
      const bytes = fromBase64url(entry);
      const last = await sha256(fromBase64url(account.identity.at(-1) ?? ""));
      if (readUint(bytes, 24, 4) !== account.identity.length + 1 || hex(bytes.subarray(28, 60)) !== hex(last)) throw new Refused(409, "identity_conflict");
      account.identity.push(entry);
    }
    if (account.sessions.get(session) === null) account.sessions.set(session, device(entry));
    return { status: 201, body: { n: account.identity.indexOf(entry) + 1 } };
  }

  async #start(account: Account, id: string): Promise<Answer> {
    if (!account.logs.has(id)) account.logs.set(id, { ops: [], head: await emptyHead(idBytes(id)), changed: (account.changes += 1) });
    return { status: 201, body: { case_id: id } };
  }

  #feed(account: Account, cursor: string): Answer {
    const since = Number(cursor) > account.changes ? 0 : Number(cursor);
    const changed = [...account.logs].filter(([, log]) => log.changed > since).sort(([, a], [, b]) => a.changed - b.changed);
    const cases = changed.map(([case_id, log]) => ({ case_id, seq: log.ops.length, head: toBase64url(log.head) }));
    return { status: 200, body: { cursor: String(changed.at(-1)?.[1].changed ?? since), cases } };
  }

  #blob(account: Account, { method, body }: Call, id: string, what: string, place: string): Answer {
    const blob = account.blobs.get(id);
    if (method === "DELETE") {
      if (blob === undefined && !account.freed.has(id)) throw new Refused(404, "not_found");
      account.blobs.delete(id);
      account.freed.add(id);
      return { status: 204, body: {} };
    }
    if (account.freed.has(id)) throw new Refused(410, "freed");
    if (blob === undefined) throw new Refused(404, "not_found");
    const shape = parseBlobHdr(fromBase64url(blob.hdr));
    const missing = Array.from({ length: shape.chunkCount }, (_, i) => i).filter((i) => !blob.chunks.has(i));
    if (method === "PUT") blob.chunks.set(Number(place), body);
    else if (what === "commit") {
      if (missing.length > 0) throw new Refused(409, "incomplete", { missing });
      blob.committed = true;
    } else if (what === "chunks") return { status: 200, body: blob.chunks.get(Number(place)) ?? new Uint8Array() };
    else return { status: 200, body: { chunk_count: shape.chunkCount, padded_len: shape.paddedLen, present: [...blob.chunks.keys()], committed: blob.committed } };
    return { status: 204, body: {} };
  }
}

function announce(account: Account, log: string, { blob_id, hdr }: { readonly blob_id: string; readonly hdr: string }): Answer {
  if (account.freed.has(blob_id)) throw new Refused(410, "freed");
  const there = account.blobs.get(blob_id);
  if (there !== undefined && (there.log !== log || there.hdr !== hdr)) throw new Refused(409, "blob_conflict");
  if (there === undefined) account.blobs.set(blob_id, { log, hdr, chunks: new Map(), committed: false });
  return { status: 201, body: {} };
}

function pull(log: Log, after: number): Answer {
  return { status: 200, body: concat(...log.ops.slice(after).flatMap(({ op }, i) => [u64(after + i + 1), u32(op.length), op])) };
}

function lastOf(log: Log, writer: string): { readonly ctr: number; readonly hash: string } {
  const last = log.ops.findLast(({ op }) => hex(parseOp(op).deviceId) === writer);
  return last === undefined ? { ctr: 0, hash: "0".repeat(64) } : { ctr: parseOp(last.op).ctr, hash: last.hash };
}

/** All or nothing. */
async function append(account: Account, log: Log, ops: readonly Bytes[]): Promise<void> {
  const [before, head] = [[...log.ops], log.head];
  try {
    for (const [index, op] of ops.entries()) {
      const { deviceId, ctr, prev } = parseOp(op);
      if (!account.identity.some((entry) => device(entry) === hex(deviceId))) throw new Refused(422, "unknown_device", { index });
      const last = lastOf(log, hex(deviceId));
      if (ctr !== last.ctr + 1 || hex(prev) !== last.hash) throw new Refused(409, "counter", { expected: last.ctr + 1, index });
      const hash = await opHash(op);
      log.head = await nextHead(log.head, hash);
      log.ops.push({ op, hash: hex(hash), head: log.head });
    }
    if (ops.length > 0) log.changed = account.changes += 1;
  } catch (error) {
    [log.ops, log.head] = [before, head];
    throw error;
  }
}

const accepted = (log: Log, seqs: readonly number[]): Answer => ({ status: 200, body: { seqs, seq: log.ops.length, head: toBase64url(log.head) } });

function remind(account: Account, id: string, method: string, said: Reminder): Answer {
  const kept = account.reminders.get(id);
  if (method === "DELETE" && kept === undefined) throw new Refused(404, "not_found");
  if (method === "DELETE" ? said.rev >= (kept?.rev ?? 0) : said.rev > (kept?.rev ?? 0)) account.reminders.set(id, method === "DELETE" ? { rev: said.rev, removed: true } : said);
  return method === "DELETE" ? { status: 204, body: {} } : { status: 200, body: { rev: account.reminders.get(id)?.rev } };
}

function reminding(account: Account, method: string, what: string, vapidKey: string, json: () => Record<string, string | undefined>): Answer {
  if (what === "test") return { status: 202, body: { sent: account.push === null ? 0 : 1 } };
  if (method === "GET") return { status: 200, body: { subscribed: account.push !== null && account.pushKey === vapidKey } };
  const { endpoint, vapid_key } = json();
  if (method === "POST" && vapid_key !== vapidKey) throw new Refused(422, "push_vapid_key");
  account.push = method === "POST" ? (endpoint ?? "") : null;
  account.pushKey = vapid_key ?? null;
  return { status: method === "POST" ? 201 : 204, body: {} };
}

async function push(account: Account, log: Log, ops: readonly Bytes[]): Promise<Answer> {
  const hashes = await Promise.all(ops.map(async (op) => hex(await opHash(op))));
  const there = new Set(log.ops.map(({ hash }) => hash));
  await append(account, log, ops.filter((_, i) => !there.has(hashes[i] ?? "")));
  return accepted(log, hashes.map((hash) => log.ops.findIndex((one) => one.hash === hash) + 1));
}

async function heal(account: Account, log: Log, body: Bytes): Promise<Answer> {
  const [after, head, ops] = [readUint(body, 0, 8), body.slice(8, 40), split(body.slice(40))];
  if (after > log.ops.length) throw new Refused(409, "gap", { expected: log.ops.length });
  const there = Math.min(log.ops.length - after, ops.length);
  const begins = after === 0 ? true : hex(log.ops[after - 1]?.head ?? new Uint8Array()) === hex(head);
  const same = await Promise.all(ops.slice(0, there).map(async (op, i) => hex(await opHash(op)) === log.ops[after + i]?.hash));
  if (!begins || same.includes(false)) throw new Refused(409, "fork");
  await append(account, log, ops.slice(there));
  return accepted(log, ops.map((_, i) => after + i + 1));
}
