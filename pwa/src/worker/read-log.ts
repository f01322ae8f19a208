// Task: some ops of a log out of this phone's own store, opened: the page stays free while a long record is read.
import { hex } from "../crypto/bytes.js";
import { decryptOp, type EpochKeys, parseOp } from "../crypto/op.js";
import { isRefusal } from "../crypto/refusal.js";
import type { Entry } from "../domain/merge.js";
import type { Database, OpRow } from "../store/schema.js";
import { decodePayload } from "../store/record-codec.js";
import type { Tasks } from "./protocol.js";

/** As much as the page takes in between two frames. */
const PAGE_BYTES = 512 * 1024;
const ROWS = 8;

/** Empty for a row that the disk has damaged: the others are still read. */
export async function opEntries(op: ArrayBuffer, keys: EpochKeys): Promise<readonly Entry[]> {
  const bytes = new Uint8Array(op);
  try {
    const device = hex(parseOp(bytes).deviceId);
    return decodePayload(await decryptOp(bytes, keys)).map((rec) => ({ rec, device }));
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

/** Accepted ops only: what is in quarantine was never part of the record. */
export async function entriesOf(rows: readonly OpRow[], keys: EpochKeys): Promise<readonly Entry[]> {
  const good = rows.filter(({ quarantined }) => quarantined === undefined);
  return (await Promise.all(good.map(({ op }) => opEntries(op, keys)))).flat();
}

export async function runReadLog(database: Database, { log, after, last, keys }: Tasks["read_log"]["input"]): Promise<Tasks["read_log"]["output"]> {
  const rows: OpRow[] = [];
  let bytes = 0;
  while (bytes < PAGE_BYTES) {
    const from = (rows.at(-1)?.seq ?? after) + 1;
    const more = from > last ? [] : await database.getAll("ops", IDBKeyRange.bound([log, from], [log, last]), ROWS);
    if (more.length === 0) break;
    rows.push(...more);
    bytes += more.reduce((sum, { op }) => sum + op.byteLength, 0);
  }
  const end = rows.at(-1);
  return { entries: await entriesOf(rows, keys), end: end === undefined ? null : { seq: end.seq, head: end.head } };
}
