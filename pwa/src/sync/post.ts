// Posts the outbox: the same bytes in the same order until the server has them.
import { postOps, startCase } from "../api/sync.js";
import type { OpsAccepted } from "../api/wire.gen.js";
import type { Id } from "../domain/records.js";
import { headOf, logsWith, outboxOf } from "../store/logs.js";
import type { OutboxRow } from "../store/schema.js";
import { DONE, endsRound, type Step, type SyncContext } from "./context.js";
import { frameOps, oneRequest } from "../api/frames.js";
import { healLog } from "./heal.js";
import { integrate, pauseLog } from "./integrate.js";
import { inParallel } from "./parallel.js";
import { pullLog } from "./pull.js";

/** Takes posted ops into the chain without pulling them back, when they followed directly on what this phone had. */
async function settle(context: SyncContext, log: Id, batch: readonly OutboxRow[], answer: OpsAccepted): Promise<Step> {
  const head = await headOf(context.database, log);
  const keys = await context.keysOf(log);
  const direct = keys !== null && answer.seqs.length === batch.length && answer.seqs.every((seq, i) => seq === head.seq + 1 + i);
  if (direct) {
    await integrate(context, log, keys, batch.map(({ op }, i) => ({ seq: head.seq + 1 + i, op: new Uint8Array(op) })));
    await context.onPulled(log);
    return DONE;
  }
  const pulled = await pullLog(context, log);
  return pulled.ok ? DONE : pulled;
}

/** The server expects another counter. It may have ops that this phone does not know were taken, or have lost some that it had. */
async function recover(context: SyncContext, log: Id, expected: number): Promise<Step<boolean>> {
  const before = (await outboxOf(context.database, log)).length;
  const pulled = await pullLog(context, log);
  if (!pulled.ok) return pulled;
  if ((await outboxOf(context.database, log)).length < before) return { ok: true, value: true };
  const accepted = (await headOf(context.database, log)).last[context.deviceId]?.ctr ?? 0;
  if (expected <= accepted) return healLog(context, log);
  await pauseLog(context.database, log, "fork");
  return { ok: true, value: false };
}

/** Refusals of one log in a row before it is given up for this round. */
const PATIENCE = 4;

async function postLog(context: SyncContext, log: Id): Promise<Step> {
  const head = await headOf(context.database, log);
  if (head.paused !== null) return DONE;
  if (head.seq === 0 && log !== context.accountId) {
    const started = await startCase(context.door, log);
    if (!started.ok) return started;
  }
  for (let refusals = 0; ; ) {
    const batch = oneRequest(await outboxOf(context.database, log));
    if (batch.length === 0) return DONE;
    const answer = await postOps(context.door, log, frameOps(batch.map(({ op }) => new Uint8Array(op))));
    if (answer.ok) {
      const settled = await settle(context, log, batch, answer.value);
      if (!settled.ok) return settled;
      if ((await headOf(context.database, log)).paused !== null) return DONE;
      continue;
    }
    const { failure } = answer;
    const lost = failure.type === "refused" && failure.status === 404;
    if (failure.type === "offline" || (failure.code !== "counter" && !lost)) return answer;
    refusals += 1;
    if (refusals > PATIENCE) return answer;
    const again = lost ? await healLog(context, log) : await recover(context, log, failure.problem.expected ?? 0);
    if (!again.ok) return again;
    if (!again.value) return DONE;
  }
}

/** Home log first: a case's key is on the server before the case is, so without it no case begins there. A log that is not `caughtUp` waits: what is there may be another history. */
export async function postOutbox(context: SyncContext, caughtUp: (log: Id) => boolean): Promise<Step> {
  const logs = (await logsWith(context.database, "outbox")).filter(caughtUp);
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
