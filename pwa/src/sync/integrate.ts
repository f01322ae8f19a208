// Takes accepted ops into the phone's own chain: verified, quarantined or, at a fork, not at all.
import { type Bytes, hex } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { idBytes } from "../crypto/ids.js";
import { emptyHead, nextHead, openOp, opHash, parseOp } from "../crypto/op.js";
import { isRefusal, type RefusalCode } from "../crypto/refusal.js";
import type { Id } from "../domain/records.js";
import { withLock } from "../store/locks.js";
import { advanceHead, headOf, outboxOf } from "../store/logs.js";
import type { Database, HeadRow, OpRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import type { SyncContext } from "./context.js";
import type { NumberedOp } from "./frames.js";
import { decodePayload } from "./record-codec.js";

/** Signature and order held: the device's chain goes on, though nobody can read this link. */
const UNREADABLE: ReadonlySet<RefusalCode> = new Set(["commitment", "decrypt", "schema"]);
const ZEROS = { ctr: 0, hash: new Uint8Array(32) };

/** Null for a good op, else why it is quarantined. */
async function judge(context: SyncContext, log: Id, key: CryptoKey, head: HeadRow, op: Bytes): Promise<RefusalCode | null> {
  const devices = context.identity().devices;
  const last = (device: string): { ctr: number; hash: Uint8Array } => {
    const known = head.last[device];
    return known === undefined ? ZEROS : { ctr: known.ctr, hash: new Uint8Array(known.hash) };
  };
  try {
    decodePayload(await openOp(op, { caseId: idBytes(log), ck: key, devicePub: (device) => devices.get(device)?.pub, last }));
    return null;
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

/** H_seq by this phone's own chain; null beyond it. */
async function ownHead(database: Database, log: Id, seq: number, fresh: readonly OpRow[]): Promise<Bytes | null> {
  if (seq === 0) return emptyHead(idBytes(log));
  const row = fresh.find((one) => one.seq === seq) ?? (await database.get("ops", [log, seq]));
  return row === undefined ? null : new Uint8Array(row.head);
}

async function forks(database: Database, log: Id, op: Bytes, seq: number, fresh: readonly OpRow[]): Promise<boolean> {
  const { seenSeq, seenHead } = parseOp(op);
  const own = seenSeq < seq ? await ownHead(database, log, seenSeq, fresh) : null;
  return own === null || !equalBytes(own, seenHead);
}

async function follow(head: HeadRow, { seq, op }: NumberedOp, verdict: RefusalCode | null): Promise<HeadRow> {
  const hash = await opHash(op);
  const moved = { ...head, seq, head: (await nextHead(new Uint8Array(head.head), hash)).buffer };
  if (verdict !== null && !UNREADABLE.has(verdict)) return moved;
  const { deviceId, ctr } = parseOp(op);
  return { ...moved, last: { ...head.last, [hex(deviceId)]: { ctr, hash: hash.buffer } } };
}

/** Rows of the outbox that the server is now known to have. */
async function acknowledged(database: Database, log: Id, rows: readonly OpRow[]): Promise<readonly number[]> {
  const hashes = async (ops: readonly { readonly op: ArrayBuffer }[]): Promise<readonly string[]> => Promise.all(ops.map(async ({ op }) => hex(await opHash(new Uint8Array(op)))));
  const outbox = await outboxOf(database, log);
  const [waiting, taken] = [await hashes(outbox), new Set(await hashes(rows))];
  return outbox.filter((_, i) => taken.has(waiting[i] ?? "")).map(({ n }) => n);
}

/** Integrates ops that follow the log's own seq; the new head, `paused` when a fork stopped it. */
export function integrate(context: SyncContext, log: Id, key: CryptoKey, ops: readonly NumberedOp[]): Promise<HeadRow> {
  const { database } = context;
  return withLock("holdfast-write", async () => {
    const before = await headOf(database, log);
    let head = before;
    const rows: OpRow[] = [];
    for (const numbered of ops) {
      if (numbered.seq <= head.seq) continue;
      const verdict = await judge(context, log, key, head, numbered.op);
      if (verdict === null && (await forks(database, log, numbered.op, numbered.seq, rows))) {
        head = { ...head, paused: "fork" };
        break;
      }
      head = await follow(head, numbered, verdict);
      rows.push({ log, seq: numbered.seq, op: numbered.op.buffer, head: head.head, ...(verdict === null ? {} : { quarantined: verdict }) });
    }
    const sent = await acknowledged(database, log, rows);
    await write(database, ["heads", "ops", "outbox"], async (tx) => {
      await advanceHead(tx, before, head);
      for (const row of rows) await tx.objectStore("ops").put(row);
      for (const n of sent) await tx.objectStore("outbox").delete(n);
    });
    return head;
  });
}

/** Stops this log's sync until a person has looked at it. */
export function pauseLog(database: Database, log: Id, why: "fork" | "log_rewound"): Promise<void> {
  return withLock("holdfast-write", async () => {
    const head = await headOf(database, log);
    await write(database, ["heads"], (tx) => advanceHead(tx, head, { ...head, paused: why }));
  });
}
