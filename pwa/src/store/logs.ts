// Reading and advancing logs: heads, accepted ops, the outbox, pending records.
import { idBytes } from "../crypto/ids.js";
import { emptyHead } from "../crypto/op.js";
import type { Database, HeadRow, OpRow, OutboxRow, PendingRow, WriteTx } from "./schema.js";

export type Stored<T extends { readonly n?: number }> = T & { readonly n: number };

export function newHead(log: string, head: ArrayBuffer): HeadRow {
  const zeros = "0".repeat(64);
  return { log, seq: 0, head, ctr: 0, prev: new ArrayBuffer(32), last: {}, label: 0, custody: { n: 0, prev: zeros }, paused: null };
}

export async function headOf(database: Database, log: string): Promise<HeadRow> {
  return (await database.get("heads", log)) ?? newHead(log, (await emptyHead(idBytes(log))).buffer);
}

interface LogRows {
  readonly pending: readonly Stored<PendingRow>[];
  readonly outbox: readonly Stored<OutboxRow>[];
  readonly ops: readonly OpRow[];
}

/** All of a log after `seq` at one moment: rows move pending → outbox → ops, and none is missed or read twice. */
export async function rowsAfter(database: Database, log: string, seq: number): Promise<LogRows> {
  const tx = database.transaction(["pending", "outbox", "ops"]);
  const [pending, outbox, ops] = await Promise.all([
    tx.objectStore("pending").index("log").getAll(log),
    tx.objectStore("outbox").index("log").getAll(log),
    tx.objectStore("ops").getAll(IDBKeyRange.bound([log, seq + 1], [log, Number.MAX_SAFE_INTEGER])),
  ]);
  return { pending: pending as Stored<PendingRow>[], outbox: outbox as Stored<OutboxRow>[], ops };
}

interface LogEnds {
  readonly pending: readonly Stored<PendingRow>[];
  readonly outbox: readonly Stored<OutboxRow>[];
  /** The seq of the last accepted op. */
  readonly last: number;
  readonly rows: number;
}

/** As `rowsAfter`, but of the accepted ops only where they end: those do not change. */
export async function endsOf(database: Database, log: string): Promise<LogEnds> {
  const tx = database.transaction(["pending", "outbox", "ops"]);
  const ops = IDBKeyRange.bound([log, 0], [log, Number.MAX_SAFE_INTEGER]);
  const [pending, outbox, end, rows] = await Promise.all([
    tx.objectStore("pending").index("log").getAll(log),
    tx.objectStore("outbox").index("log").getAll(log),
    tx.objectStore("ops").openKeyCursor(ops, "prev"),
    tx.objectStore("ops").count(ops),
  ]);
  return { pending: pending as Stored<PendingRow>[], outbox: outbox as Stored<OutboxRow>[], last: end?.key[1] ?? 0, rows };
}

/** How many rows `rowsAfter` would read. */
export async function countAfter(database: Database, log: string, seq: number): Promise<number> {
  const tx = database.transaction(["pending", "outbox", "ops"]);
  const counts = await Promise.all([
    tx.objectStore("pending").index("log").count(log),
    tx.objectStore("outbox").index("log").count(log),
    tx.objectStore("ops").count(IDBKeyRange.bound([log, seq + 1], [log, Number.MAX_SAFE_INTEGER])),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

export async function outboxOf(database: Database, log: string): Promise<readonly Stored<OutboxRow>[]> {
  return (await database.getAllFromIndex("outbox", "log", log)) as Stored<OutboxRow>[];
}

export async function pendingOf(database: Database, log: string): Promise<readonly Stored<PendingRow>[]> {
  return (await database.getAllFromIndex("pending", "log", log)) as Stored<PendingRow>[];
}

/** Logs with something in the store, in a stable order. */
export async function logsWith(database: Database, store: "outbox" | "pending"): Promise<readonly string[]> {
  const rows = await database.getAll(store);
  return [...new Set(rows.map((row) => row.log))];
}

/** Thrown when another tab moved a log on between reading it and writing: read again. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}

/** Puts `next` if the row is still the one `from` was read from. */
export async function advanceHead(tx: WriteTx, from: HeadRow, next: HeadRow): Promise<void> {
  const heads = tx.objectStore("heads");
  const now = await heads.get(from.log);
  const same = now === undefined ? from.ctr === 0 && from.seq === 0 && from.custody.n === 0 && from.label === 0 : unmoved(now, from);
  if (!same) throw new Overtaken();
  await heads.put(next);
}

function unmoved(now: HeadRow, from: HeadRow): boolean {
  return now.ctr === from.ctr && now.seq === from.seq && now.label === from.label && now.custody.n === from.custody.n && now.paused === from.paused;
}
