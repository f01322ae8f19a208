// Posts the outbox: the same bytes in the same order until the server has them.
import { MAX_PUSH_BYTES, MAX_PUSH_OPS, postOps, startCase } from "../api/sync.js";
import type { OpsAccepted } from "../api/wire.gen.js";
import type { Id } from "../domain/records.js";
import { headOf, logsWith, outboxOf, type Stored } from "../store/logs.js";
import type { OutboxRow } from "../store/schema.js";
import { DONE, endsRound, type Step, type SyncContext } from "./context.js";
import { frameOps } from "./frames.js";
import { integrate, pauseLog } from "./integrate.js";
import { inParallel } from "./parallel.js";
import { pullLog } from "./pull.js";

function nextBatch(rows: readonly Stored<OutboxRow>[]): readonly Stored<OutboxRow>[] {
  let size = 0;
  const batch: Stored<OutboxRow>[] = [];
  for (const row of rows) {
    size += row.op.byteLength + 4;
    if (batch.length === MAX_PUSH_OPS || size > MAX_PUSH_BYTES) break;
    batch.push(row);
  }
  return batch;
}

/** Takes posted ops into the chain without pulling them back, when they followed directly on what this phone had. */
async function settle(context: SyncContext, log: Id, batch: readonly OutboxRow[], answer: OpsAccepted): Promise<Step> {
  const head = await headOf(context.database, log);
  const key = await context.keyOf(log);
  const direct = key !== null && answer.seqs.length === batch.length && answer.seqs.every((seq, i) => seq === head.seq + 1 + i);
  if (direct) {
    await integrate(context, log, key, batch.map(({ op }, i) => ({ seq: head.seq + 1 + i, op: new Uint8Array(op) })));
    await context.onPulled(log);
    return DONE;
  }
  const pulled = await pullLog(context, log);
  return pulled.ok ? DONE : pulled;
}

/** 409: the server expects another counter. It may have ops that this phone does not know were taken. */
async function recover(context: SyncContext, log: Id, expected: number): Promise<Step<boolean>> {
  const before = (await outboxOf(context.database, log)).length;
  const pulled = await pullLog(context, log);
  if (!pulled.ok) return pulled;
  if ((await outboxOf(context.database, log)).length < before) return { ok: true, value: true };
  const accepted = (await headOf(context.database, log)).last[context.deviceId]?.ctr ?? 0;
  await pauseLog(context.database, log, expected <= accepted ? "log_rewound" : "fork");
  return { ok: true, value: false };
}

async function postLog(context: SyncContext, log: Id): Promise<Step> {
  const head = await headOf(context.database, log);
  if (head.paused !== null) return DONE;
  if (head.seq === 0 && log !== context.accountId) {
    const started = await startCase(context.door, log);
    if (!started.ok) return started;
  }
  for (;;) {
    const batch = nextBatch(await outboxOf(context.database, log));
    if (batch.length === 0) return DONE;
    const answer = await postOps(context.door, log, frameOps(batch.map(({ op }) => new Uint8Array(op))));
    if (answer.ok) {
      const settled = await settle(context, log, batch, answer.value);
      if (!settled.ok) return settled;
      if ((await headOf(context.database, log)).paused !== null) return DONE;
      continue;
    }
    const { failure } = answer;
    if (failure.type === "offline" || failure.code !== "counter") return answer;
    const again = await recover(context, log, failure.problem.expected ?? 0);
    if (!again.ok) return again;
    if (!again.value) return DONE;
  }
}

/** Home log first: a case's key is on the server before the case is, so without it no case begins there. */
export async function postOutbox(context: SyncContext): Promise<Step> {
  const logs = await logsWith(context.database, "outbox");
  const home = logs.includes(context.accountId) ? await postLog(context, context.accountId) : DONE;
  if (!home.ok && endsRound(home.failure)) return home;
  const cases = logs.filter((log) => log !== context.accountId);
  const posted = await inParallel(
    cases,
    1,
    async (log) => (home.ok || (await headOf(context.database, log)).seq > 0 ? postLog(context, log) : DONE),
    endsRound,
  );
  return home.ok || (!posted.ok && endsRound(posted.failure)) ? posted : home;
}
