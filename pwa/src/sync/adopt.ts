// The server's whole chain of a log, judged from its beginning: what a person goes on with after a fork.
import { pullOps } from "../api/sync.js";
import { hex } from "../crypto/bytes.js";
import { idBytes } from "../crypto/ids.js";
import { decryptOp, emptyHead, type EpochKeys, opFromLater, parseOp } from "../crypto/op.js";
import type { Entry } from "../domain/merge.js";
import type { Id } from "../domain/records.js";
import { newHead } from "../store/logs.js";
import type { HeadRow, OpRow } from "../store/schema.js";
import { epochsOf, type Step, stopped, type SyncContext } from "./context.js";
import { readFrames } from "../api/frames.js";
import { refreshIdentity } from "./identity-refresh.js";
import { follow, judge } from "./judge.js";
import { decodePayload } from "../store/record-codec.js";

export interface Chain {
  readonly rows: readonly OpRow[];
  /** Where this phone stands after taking it; label and custody are the log's own to add. */
  readonly head: HeadRow;
  readonly entries: readonly Entry[];
}

/** Each op is checked as ever, except that what its writer had seen may be another history: the person has been told. Changes nothing on the phone. */
export async function serversChain(context: SyncContext, log: Id, keys: EpochKeys): Promise<Step<Chain>> {
  const identity = await refreshIdentity(context);
  if (!identity.ok) return identity;
  let head = newHead(log, (await emptyHead(idBytes(log))).buffer);
  const rows: OpRow[] = [];
  const entries: Entry[] = [];
  for (;;) {
    const answer = await pullOps(context.door, log, head.seq);
    if (!answer.ok) return answer;
    const ops = readFrames(answer.value, head.seq);
    if (ops === null) return stopped({ type: "nonsense" });
    if (ops.length === 0) break;
    for (const numbered of ops) {
      if (opFromLater(numbered.op, epochsOf(context, log))) return stopped({ type: "update_needed" });
      const verdict = await judge(context, log, keys, head, numbered);
      head = await follow(head, numbered, verdict);
      rows.push({ log, seq: numbered.seq, op: numbered.op.buffer, head: head.head, ...(verdict === null ? {} : { quarantined: verdict, at: context.now() }) });
      if (verdict !== null) continue;
      const device = hex(parseOp(numbered.op).deviceId);
      entries.push(...decodePayload(await decryptOp(numbered.op, keys)).map((rec) => ({ rec, device })));
    }
  }
  const own = head.last[context.deviceId];
  return { ok: true, value: { rows, entries, head: own === undefined ? head : { ...head, ctr: own.ctr, prev: own.hash } } };
}
