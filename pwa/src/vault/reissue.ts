// A case's records signed anew: by another device, under another key, or both. Ids, times, labels and custody lines stay.
import { hex } from "../crypto/bytes.js";
import { sha256 } from "../crypto/hash.js";
import { idBytes } from "../crypto/ids.js";
import { emptyHead, type EpochKeys, opHash, sealOp } from "../crypto/op.js";
import { readLine } from "../domain/custody.js";
import { parseLabel } from "../domain/labels.js";
import type { CaseState } from "../domain/fold.js";
import type { Entry, Log } from "../domain/merge.js";
import type { Id, Rec } from "../domain/records.js";
import { newHead } from "../store/logs.js";
import type { HeadRow, OutboxRow } from "../store/schema.js";
import { encodePayload } from "../store/record-codec.js";
import type { OpenAccount } from "./account-keys.js";
import { batches } from "./flush.js";

/** Every record of a log, oldest first, earlier versions too. A custody line keeps the device whose chain it is of. */
export function recordsOf(log: Log): readonly Rec[] {
  const entries = [...log.events.values(), ...[...log.fields.values()].flat()] as readonly Entry[];
  return entries.map(({ rec, device }) => keepingChain(rec, device)).sort((a, b) => a.at - b.at);
}

function keepingChain(rec: Rec, device: Id): Rec {
  if (rec.k !== "e" || rec.type !== "custody" || rec.body.device !== undefined) return rec;
  return { ...rec, body: { ...rec.body, device } };
}

/** By letter: the highest label given in a case. Nobody who joins it later gives one of them again. */
export function labelsGiven(state: CaseState): Readonly<Record<string, number>> {
  const given: Record<string, number> = {};
  for (const { label } of state.exhibits.values()) {
    const { letter, counter } = parseLabel(label) ?? { letter: "", counter: 0 };
    if (counter > 0) given[letter] = Math.max(given[letter] ?? 0, counter);
  }
  return given;
}

/** The tip of a device's custody chain as a log has it. */
export async function custodyTip(state: CaseState, device: Id): Promise<HeadRow["custody"]> {
  const last = state.custody.get(device)?.lines.at(-1);
  const line = last === undefined ? null : readLine(last);
  return last === undefined || line === null ? { n: 0, prev: "0".repeat(64) } : { n: line.n, prev: hex(await sha256(last)) };
}

export interface Signed {
  readonly head: HeadRow;
  readonly outbox: readonly OutboxRow[];
}

/** Records as ops that follow `from`, in order, ready for the outbox. */
export async function signAnew(account: OpenAccount, keys: EpochKeys, from: HeadRow, records: readonly Rec[]): Promise<Signed> {
  let head = from;
  const outbox: OutboxRow[] = [];
  const fixed = { caseId: idBytes(from.log), deviceId: idBytes(account.device.id), seenSeq: from.seq, seenHead: new Uint8Array(from.head) };
  for (const batch of batches(records)) {
    const ctr = head.ctr + 1;
    const op = await sealOp(keys, account.device.signing, { ...fixed, ctr, prev: new Uint8Array(head.prev) }, encodePayload(batch));
    head = { ...head, ctr, prev: (await opHash(op)).buffer };
    outbox.push({ log: from.log, ctr, op: op.buffer });
  }
  return { head, outbox };
}

/** A whole case as the first ops of a log; its labels and this device's custody chain go on. */
export async function signCase(account: OpenAccount, log: Id, keys: EpochKeys, state: CaseState, label: number): Promise<Signed> {
  const start = { ...newHead(log, (await emptyHead(idBytes(log))).buffer), label, custody: await custodyTip(state, account.device.id) };
  return signAnew(account, keys, start, recordsOf(state.log));
}
