// One log in memory: its state, and which of its records only this phone has.
import { concat } from "../crypto/bytes.js";
import { sealBox } from "../crypto/box.js";
import { idBytes } from "../crypto/ids.js";
import type { EpochKeys } from "../crypto/op.js";
import { isRefusal } from "../crypto/refusal.js";
import type { Entry } from "../domain/merge.js";
import type { Id, Rec } from "../domain/records.js";
import { endsOf, rowsAfter, type Stored } from "../store/logs.js";
import type { Database, OutboxRow, PendingRow } from "../store/schema.js";
import { decodePayload, encodePayload } from "../store/record-codec.js";
import type { RunTask } from "../worker/protocol.js";
import { entriesOf, opEntries } from "../worker/read-log.js";
import { type OpenAccount, openOwn } from "./account-keys.js";

export interface LogView<S> {
  readonly log: Id;
  /** Those of the home log grow with each generation. */
  keys: EpochKeys;
  state: S;
  /** Highest seq folded in. */
  seq: number;
  /** H of that seq; null at the beginning. */
  head: ArrayBuffer | null;
  /** Records not yet accepted by the server, by row: "o" outbox, "p" pending. */
  readonly unsent: Map<string, readonly Rec[]>;
  readonly fold: (state: S, entries: readonly Entry[]) => S;
}

export function newView<S>(log: Id, keys: EpochKeys, state: S, fold: (state: S, entries: readonly Entry[]) => S): LogView<S> {
  return { log, keys, state, seq: 0, head: null, unsent: new Map(), fold };
}

function pendingAad(account: OpenAccount, log: Id): Uint8Array {
  return concat(account.idBytes, idBytes(log));
}

export async function sealPending(account: OpenAccount, log: Id, records: readonly Rec[]): Promise<ArrayBuffer> {
  return (await sealBox(account.home, "pending", pendingAad(account, log), encodePayload(records))).buffer;
}

async function unlessRefused<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Null for a row that the disk has damaged: the others are still read. */
export function openPending(account: OpenAccount, log: Id, box: ArrayBuffer): Promise<readonly Rec[] | null> {
  return unlessRefused(async () => decodePayload(await openOwn(account, "pending", pendingAad(account, log), new Uint8Array(box))));
}

/** Adds records of this phone without reading them back. */
export function addOwn<S>(view: LogView<S>, account: OpenAccount, records: readonly Rec[]): void {
  view.state = view.fold(view.state, records.map((rec) => ({ rec, device: account.device.id })));
}

/** What the server has not accepted, by row; rows opened before are not opened again. */
function unsentRows<S>(account: OpenAccount, view: LogView<S>, pending: readonly Stored<PendingRow>[], outbox: readonly Stored<OutboxRow>[]): Promise<readonly (readonly [string, readonly Rec[]])[]> {
  const sealed = async ({ op }: OutboxRow): Promise<readonly Rec[]> => (await opEntries(op, view.keys)).map(({ rec }) => rec);
  const waiting = async ({ box }: PendingRow): Promise<readonly Rec[]> => (await openPending(account, view.log, box)) ?? [];
  const once = async (key: string, open: () => Promise<readonly Rec[]>): Promise<readonly [string, readonly Rec[]]> => [key, view.unsent.get(key) ?? (await open())];
  return Promise.all([...outbox.map((row) => once(`o${row.n}`, () => sealed(row))), ...pending.map((row) => once(`p${row.n}`, () => waiting(row)))]);
}

type Unsent = Awaited<ReturnType<typeof unsentRows>>;

function take<S>(view: LogView<S>, account: OpenAccount, accepted: readonly Entry[], unsent: Unsent): readonly Entry[] {
  view.unsent.clear();
  for (const [key, records] of unsent) view.unsent.set(key, records);
  const own = unsent.flatMap(([, records]) => records.map((rec) => ({ rec, device: account.device.id })));
  const entries = [...accepted, ...own];
  if (entries.length > 0) view.state = view.fold(view.state, entries);
  return entries;
}

/** Brings the view up to what the store holds: new ops, and rows other tabs have written. The entries that it folded in. */
export async function refreshView<S>(database: Database, account: OpenAccount, view: LogView<S>): Promise<readonly Entry[]> {
  const { pending, outbox, ops } = await rowsAfter(database, view.log, view.seq);
  const [accepted, unsent] = await Promise.all([entriesOf(ops, view.keys), unsentRows(account, view, pending, outbox)]);
  const last = ops.at(-1);
  if (last !== undefined && last.seq >= view.seq) ({ seq: view.seq, head: view.head } = last);
  return take(view, account, accepted, unsent);
}

/** Fewer rows than this are opened before a worker has so much as started. */
const FEW_ROWS = 16;

/** As `refreshView` for a log of which nothing was read: a long one is opened by the crypto worker, page by page, while this page stays free. */
export async function readWhole<S>(database: Database, account: OpenAccount, run: RunTask, view: LogView<S>): Promise<void> {
  const { pending, outbox, last, rows } = await endsOf(database, view.log);
  if (rows > FEW_ROWS) {
    const read = await pages(run, view, last);
    if (read !== null) {
      ({ seq: view.seq, head: view.head } = read);
      take(view, account, read.entries, await unsentRows(account, view, pending, outbox));
      return;
    }
  }
  await refreshView(database, account, view);
}

type Place = Pick<LogView<unknown>, "seq" | "head">;

/** Null when the worker could not: then this page does it, or says why nobody can. */
async function pages(run: RunTask, { log, keys }: Pick<LogView<unknown>, "log" | "keys">, last: number): Promise<(Place & { readonly entries: readonly Entry[] }) | null> {
  const found: (readonly Entry[])[] = [];
  let end: Place = { seq: 0, head: null };
  try {
    for (;;) {
      const page = await run("read_log", { log, after: end.seq, last, keys });
      if (page.end === null) return { ...end, entries: found.flat() };
      found.push(page.entries);
      ({ end } = page);
    }
  } catch {
    return null;
  }
}
