// A server that lies: the real one's answers, altered on the way to one browser. Each lie is undone by `honest`.
import { fromBase64url, toBase64url } from "../../crypto/base64url.js";
import { type Bytes, concat, readUint, u32, u64 } from "../../crypto/bytes.js";
import { type impostor, inAnswer } from "./impostor.js";
import type { Browser } from "./server.js";

export type Lie = (way: Browser) => void;

export const honest: Lie = (way) => {
  way.alter = null;
  way.refuse = null;
};

/** Alters the answers to requests that begin so. */
export function answering(prefix: string, change: (body: Bytes) => Bytes | Promise<Bytes>): Lie {
  return (way) => {
    way.alter = (request, body) => (request.startsWith(prefix) ? change(body) : body);
  };
}

type Json = Readonly<Record<string, unknown>>;

function json(change: (answer: Json) => object): (body: Bytes) => Bytes {
  return (body) => new TextEncoder().encode(JSON.stringify(change(JSON.parse(new TextDecoder().decode(body)) as Json)));
}

interface Frame {
  readonly seq: number;
  readonly op: Bytes;
}

function frames(body: Bytes): readonly Frame[] {
  const found: Frame[] = [];
  for (let at = 0; at < body.length; ) {
    const end = at + 12 + readUint(body, at + 8, 4);
    found.push({ seq: readUint(body, at, 8), op: body.slice(at + 12, end) });
    at = end;
  }
  return found;
}

/** A pulled log in which the ops stand as `change` has them, numbered as if nothing had happened. */
function pulled(log: string, change: (ops: readonly Bytes[]) => readonly Bytes[]): Lie {
  return answering(`GET /v1/cases/${log}/ops`, (body) => {
    const all = frames(body);
    if (all.length === 0) return body;
    const first = all[0]?.seq ?? 1;
    return concat(...change(all.map(({ op }) => op)).flatMap((op, i) => [u64(first + i), u32(op.length), op]));
  });
}

const flipped = (op: Bytes, at: number): Bytes => op.map((byte, i) => (i === at ? byte ^ 1 : byte));

export const lies = {
  drop: (log: string) => pulled(log, (ops) => ops.slice(1)),
  reorder: (log: string) => pulled(log, (ops) => [...ops].reverse()),
  replay: (log: string) => pulled(log, (ops) => [...ops, ...ops.slice(0, 1)]),
  alter: (log: string) => pulled(log, (ops) => ops.map((op, i) => (i === 0 ? flipped(op, 250) : op))),
  wrongCase: (log: string, other: Bytes) => pulled(log, (ops) => [other, ...ops]),
  fork: (log: string) => feed((cases) => cases.map((one) => (one.case_id === log ? { ...one, head: "A".repeat(43) } : one))),
  rewind: (log: string, seq: number, head: string) => feed((cases) => [...cases.filter((one) => one.case_id !== log), { case_id: log, seq, head }]),
  hideCase: (log: string) => feed((cases) => cases.filter((one) => one.case_id !== log)),
  shortIdentity: () => answering("GET /v1/identity", json((answer) => ({ entries: (answer["entries"] as readonly string[]).slice(0, 1) }))),
  weakKdf: () => answering("POST /v1/auth/prelogin", json((answer) => ({ ...answer, kdf_params: weaker(answer["kdf_params"] as string) }))),
  slots: (change: (slots: readonly string[]) => readonly string[]) => answering("POST /v1/auth/login", json((keys) => ({ ...keys, slots: change(keys["slots"] as readonly string[]) }))),
  swapKeys: (door: string, swap: typeof impostor) => answering(`POST ${door}`, (body) => inAnswer(body, swap)),
  chunk: (change: (chunk: Bytes) => Bytes) => answering("GET /v1/blobs/", change),
  /** Whatever is asked for after the first picture, its chunks are what comes. */
  splice: (): Lie => (way) => {
    let first: { readonly blob: string; readonly body: Bytes } | null = null;
    way.alter = (request, body) => {
      const blob = /^GET \/v1\/blobs\/(\w+)\/chunks\//.exec(request)?.[1];
      if (blob === undefined) return body;
      first ??= { blob, body };
      return first.body;
    };
  },
  freed: (): Lie => (way) => {
    way.refuse = (request) => (request.startsWith("GET /v1/blobs/") ? { status: 410, code: "freed" } : null);
  },
  time: (ms: number) => answering("GET /v1/hello", json((hello) => ({ ...hello, server_time_ms: Number(hello["server_time_ms"]) + ms }))),
};

interface Head {
  readonly case_id: string;
  readonly seq: number;
  readonly head: string;
}

function feed(change: (cases: readonly Head[]) => readonly Head[]): Lie {
  return answering("GET /v1/feed", json((answer) => ({ ...answer, cases: change(answer["cases"] as readonly Head[]) })));
}

/** Argon2id at 1 MiB and one pass. */
function weaker(params: string): string {
  const bytes = fromBase64url(params);
  bytes.set(concat(u32(1024), u32(1)), 1);
  return toBase64url(bytes);
}
