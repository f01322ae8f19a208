// Whether an op may join the phone's own chain, and where the chain stands after it.
import { type Bytes, hex } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import type { Identity } from "../crypto/identity.js";
import { idBytes } from "../crypto/ids.js";
import { emptyHead, type EpochKeys, nextHead, openOp, opHash, parseOp } from "../crypto/op.js";
import { isRefusal, type RefusalCode } from "../crypto/refusal.js";
import type { Id } from "../domain/records.js";
import type { Database, HeadRow, OpRow } from "../store/schema.js";
import type { SyncContext } from "./context.js";
import type { NumberedOp } from "../api/frames.js";
import { decodePayload } from "../store/record-codec.js";

/** Signature and order held: the device's chain goes on, though nobody can read this link. */
const UNREADABLE: ReadonlySet<string> = new Set(["commitment", "decrypt", "schema"]);
const ZEROS = { ctr: 0, hash: new Uint8Array(32) };

/** Null for a good op, else why it is quarantined. */
export async function judge(context: SyncContext, log: Id, keys: EpochKeys, head: HeadRow, { seq, op }: Pick<NumberedOp, "seq" | "op">): Promise<RefusalCode | null> {
  const { devices, revoked } = context.identity();
  const last = (device: string): { ctr: number; hash: Uint8Array } => {
    const known = head.last[device];
    return known === undefined ? ZEROS : { ctr: known.ctr, hash: new Uint8Array(known.hash) };
  };
  try {
    decodePayload(await openOp(op, { caseId: idBytes(log), keys, devicePub: (device) => devices.get(device)?.pub, counts: (device) => seq <= (revoked.get(device)?.get(log)?.seq ?? (revoked.has(device) ? 0 : Infinity)), last }));
    return null;
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

/** H_seq by this phone's own chain; null beyond it. */
export async function ownHead(database: Database, log: Id, seq: number, fresh: readonly OpRow[]): Promise<Bytes | null> {
  if (seq === 0) return emptyHead(idBytes(log));
  const row = fresh.find((one) => one.seq === seq) ?? (await database.get("ops", [log, seq]));
  return row === undefined ? null : new Uint8Array(row.head);
}

export async function forks(database: Database, log: Id, op: Bytes, seq: number, fresh: readonly OpRow[]): Promise<boolean> {
  const { seenSeq, seenHead } = parseOp(op);
  const own = seenSeq < seq ? await ownHead(database, log, seenSeq, fresh) : null;
  return own === null || !equalBytes(own, seenHead);
}

/** True where some revoke names this place with another head: with a removed device's key, everything up to there could be made anew. */
export function contradicts({ revoked }: Pick<Identity, "revoked">, { log, seq, head }: Pick<HeadRow, "log" | "seq" | "head">): boolean {
  return [...revoked.values()].some((seen) => {
    const named = seen.get(log);
    return named?.seq === seq && !equalBytes(named.head, new Uint8Array(head));
  });
}

export async function follow(head: HeadRow, { seq, op }: NumberedOp, verdict: string | null): Promise<HeadRow> {
  const hash = await opHash(op);
  const moved = { ...head, seq, head: (await nextHead(new Uint8Array(head.head), hash)).buffer };
  if (verdict !== null && !UNREADABLE.has(verdict)) return moved;
  const { deviceId, ctr } = parseOp(op);
  return { ...moved, last: { ...head.last, [hex(deviceId)]: { ctr, hash: hash.buffer } } };
}
