// Turns pending saves of a log into ops in the durable outbox.
import { idBytes } from "../crypto/ids.js";
import { opHash, sealOp } from "../crypto/op.js";
import { fieldKey } from "../domain/merge.js";
import type { Rec } from "../domain/records.js";
import { withLock } from "../store/locks.js";
import { advanceHead, headOf, pendingOf } from "../store/logs.js";
import type { HeadRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { encodePayload } from "../store/record-codec.js";
import { type LogView, openPending } from "./log-view.js";
import type { WriteContext } from "./writer.js";

const MAX_RECORDS = 256;
const AIM_BYTES = 192 * 1024;

/** Only the last pending value of each field goes out; events all do. */
export function coalesce(records: readonly Rec[]): readonly Rec[] {
  const last = new Map<string, Rec>();
  for (const rec of records) if (rec.k === "s") last.set(fieldKey(rec.entity, rec.id, rec.field), rec);
  return records.filter((rec) => rec.k === "e" || last.get(fieldKey(rec.entity, rec.id, rec.field)) === rec);
}

/** In order, each batch within one op. */
export function batches(records: readonly Rec[]): readonly (readonly Rec[])[] {
  const all: Rec[][] = [];
  let size = Infinity;
  for (const rec of records) {
    const bytes = encodePayload([rec]).length;
    const current = all.at(-1);
    if (current === undefined || current.length >= MAX_RECORDS || size + bytes > AIM_BYTES) {
      all.push([rec]);
      size = bytes;
    } else {
      current.push(rec);
      size += bytes;
    }
  }
  return all;
}

/** One transaction: the ops are in the outbox and their saves gone from pending, or neither. False when there was nothing. */
export function flushLog<S>(context: WriteContext, view: LogView<S>): Promise<boolean> {
  const { database, account } = context;
  return withLock("holdfast-write", async () => {
    const stored = await pendingOf(database, view.log);
    const saves = await Promise.all(stored.map((row) => openPending(account, view.log, row.box)));
    // A save that cannot be read any more stays where it is: it is not ours to drop.
    const rows = stored.filter((_, i) => saves[i] !== null);
    if (rows.length === 0) return false;
    const head = await headOf(database, view.log);
    let next: HeadRow = head;
    const sealed: { readonly op: ArrayBuffer; readonly ctr: number; readonly records: readonly Rec[] }[] = [];
    for (const records of batches(coalesce(saves.flatMap((records) => records ?? [])))) {
      const place = { ctr: next.ctr + 1, prev: new Uint8Array(next.prev), seenSeq: head.seq, seenHead: new Uint8Array(head.head) };
      const op = await sealOp(view.keys, account.device.signing, { caseId: idBytes(view.log), deviceId: idBytes(account.device.id), ...place }, encodePayload(records));
      next = { ...next, ctr: place.ctr, prev: (await opHash(op)).buffer };
      sealed.push({ op: op.buffer, ctr: place.ctr, records });
    }
    const keys = await write(database, ["heads", "outbox", "pending"], async (tx) => {
      await advanceHead(tx, head, next);
      for (const { n } of rows) await tx.objectStore("pending").delete(n);
      const numbers: number[] = [];
      for (const { op, ctr } of sealed) numbers.push(await tx.objectStore("outbox").add({ log: view.log, ctr, op }));
      return numbers;
    });
    for (const { n } of rows) view.unsent.delete(`p${n}`);
    sealed.forEach(({ records }, i) => view.unsent.set(`o${String(keys[i])}`, records));
    return true;
  });
}
