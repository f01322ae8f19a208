// After an update: what an older build refused or stopped at is judged again.
import { idBytes } from "../crypto/ids.js";
import { emptyHead, type EpochKeys } from "../crypto/op.js";
import type { Id } from "../domain/records.js";
import { withLock } from "../store/locks.js";
import { advanceHead, headOf, rowsAfter } from "../store/logs.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { HeadRow, OpRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import type { SyncContext } from "./context.js";
import { follow, forks, judge } from "./judge.js";

/** The address of this script holds a hash of what it is made of: another build, another address. */
export const BUILD = import.meta.url;

async function verdictNow(context: SyncContext, keys: EpochKeys, head: HeadRow, row: OpRow): Promise<string | null> {
  if (row.quarantined === undefined) return null;
  const op = new Uint8Array(row.op);
  const verdict = await judge(context, row.log, keys, head, { seq: row.seq, op });
  return verdict === null && (await forks(context.database, row.log, op, row.seq, [])) ? row.quarantined : verdict;
}

/** Walks the log from its beginning: what was good stays good, what follows a healed op may be good now. */
async function rejudgeLog(context: SyncContext, log: Id): Promise<void> {
  const keys = await context.keysOf(log);
  if (keys === null) return;
  const { database } = context;
  await withLock("holdfast-write", async () => {
    const before = await headOf(database, log);
    let head: HeadRow = { ...before, seq: 0, head: (await emptyHead(idBytes(log))).buffer, last: {} };
    const changed: OpRow[] = [];
    for (const row of (await rowsAfter(database, log, 0)).ops) {
      const verdict = await verdictNow(context, keys, head, row);
      head = await follow(head, { seq: row.seq, op: new Uint8Array(row.op) }, verdict);
      const { quarantined, ...op } = row;
      if (verdict !== (quarantined ?? null)) changed.push(verdict === null ? op : { ...op, quarantined: verdict });
    }
    if (changed.length === 0) return;
    await write(database, ["meta", "heads", "ops"], async (tx) => {
      await advanceHead(tx, before, { ...before, last: head.last });
      await tx.objectStore("meta").delete("today");
      for (const row of changed) await tx.objectStore("ops").put(row);
    });
  });
  await context.onPulled(log, "reread");
}

/** Does nothing unless another build than `build` judged last. */
export async function rejudge(context: SyncContext, build: string): Promise<void> {
  const { database, accountId } = context;
  if ((await readMeta(database, "judged_by")) === build) return;
  const refused = new Set((await database.getAllFromIndex("ops", "quarantined")).map(({ log }) => log));
  for (const log of [...refused].sort((a, b) => Number(b === accountId) - Number(a === accountId))) await rejudgeLog(context, log);
  await withLock("holdfast-write", async () => {
    const stopped = (await database.getAll("heads")).filter(({ paused }) => paused === "update_needed");
    await write(database, ["meta", "heads"], async (tx) => {
      for (const head of stopped) await advanceHead(tx, head, { ...head, paused: null });
      if (stopped.length > 0) await putMeta(tx, "feed_cursor", "");
      await putMeta(tx, "judged_by", build);
    });
  });
}
