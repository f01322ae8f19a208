// Takes accepted ops into the phone's own chain: verified, quarantined or, at a fork, not at all.
import { hex } from "../crypto/bytes.js";
import { type EpochKeys, opFromLater, opHash } from "../crypto/op.js";
import type { Id } from "../domain/records.js";
import { withLock } from "../store/locks.js";
import { advanceHead, headOf, outboxOf } from "../store/logs.js";
import type { Database, HeadRow, OpRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { epochsOf, type SyncContext } from "./context.js";
import type { NumberedOp } from "../api/frames.js";
import { contradicts, follow, forks, judge } from "./judge.js";

/** Rows of the outbox that the server is now known to have. */
async function acknowledged(database: Database, log: Id, rows: readonly OpRow[]): Promise<readonly number[]> {
  const hashes = async (ops: readonly { readonly op: ArrayBuffer }[]): Promise<readonly string[]> => Promise.all(ops.map(async ({ op }) => hex(await opHash(new Uint8Array(op)))));
  const outbox = await outboxOf(database, log);
  const [waiting, taken] = [await hashes(outbox), new Set(await hashes(rows))];
  return outbox.filter((_, i) => taken.has(waiting[i] ?? "")).map(({ n }) => n);
}

/** Integrates ops that follow the log's own seq; the new head, `paused` when a fork or an op of a later Holdfast stopped it. */
export function integrate(context: SyncContext, log: Id, keys: EpochKeys, ops: readonly NumberedOp[]): Promise<HeadRow> {
  const { database } = context;
  return withLock("holdfast-write", async () => {
    const before = await headOf(database, log);
    let head = before;
    const rows: OpRow[] = [];
    for (const numbered of ops) {
      if (numbered.seq <= head.seq) continue;
      if (opFromLater(numbered.op, epochsOf(context, log))) {
        head = { ...head, paused: "update_needed" };
        break;
      }
      const verdict = await judge(context, log, keys, head, numbered);
      if (verdict === null && (await forks(database, log, numbered.op, numbered.seq, rows))) {
        head = { ...head, paused: "fork" };
        break;
      }
      const next = await follow(head, numbered, verdict);
      if (contradicts(context.identity(), next)) {
        head = { ...head, paused: "fork" };
        break;
      }
      head = next;
      rows.push({ log, seq: numbered.seq, op: numbered.op.buffer, head: head.head, ...(verdict === null ? {} : { quarantined: verdict, at: context.now() }) });
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

/** Stops this log's sync until a person has looked at it, or the server shows what it hid; null lets it go on. */
export function pauseLog(database: Database, log: Id, why: "fork" | "log_rewound" | null): Promise<void> {
  return withLock("holdfast-write", async () => {
    const head = await headOf(database, log);
    await write(database, ["heads"], (tx) => advanceHead(tx, head, { ...head, paused: why }));
  });
}
