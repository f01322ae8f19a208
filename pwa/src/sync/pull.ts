// Pulls what changed: home log first, for it carries the keys of the others.
import { pullOps, readFeed } from "../api/sync.js";
import type { CaseHead } from "../api/wire.gen.js";
import { fromBase64url } from "../crypto/base64url.js";
import { hex } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { opFromLater } from "../crypto/op.js";
import type { Id } from "../domain/records.js";
import { headOf } from "../store/logs.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { HeadRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { DONE, endsRound, type Step, stopped, type SyncContext } from "./context.js";
import { readFrames } from "./frames.js";
import { refreshIdentity } from "./identity-refresh.js";
import { integrate, pauseLog } from "./integrate.js";
import { inParallel } from "./parallel.js";

/** Pulls until the server has no more of this log. */
export async function pullLog(context: SyncContext, log: Id): Promise<Step<HeadRow | null>> {
  const key = await context.keyOf(log);
  if (key === null) return { ok: true, value: null };
  let head = await headOf(context.database, log);
  for (;;) {
    const answer = await pullOps(context.door, log, head.seq);
    if (!answer.ok) return answer;
    const ops = readFrames(answer.value, head.seq);
    if (ops === null) return stopped({ type: "nonsense" });
    if (ops.length === 0 || head.paused !== null) return { ok: true, value: head };
    if (ops.some(({ op }) => !opFromLater(op) && !context.identity().devices.has(hex(op.subarray(28, 44))))) {
      const identity = await refreshIdentity(context);
      if (!identity.ok) return identity;
    }
    head = await integrate(context, log, key, ops);
    await context.onPulled(log);
  }
}

/** True when this log is where the feed says, or further; false when its key is not here yet. */
async function catchUp(context: SyncContext, said: CaseHead): Promise<Step<boolean>> {
  const log = said.case_id;
  let head = await headOf(context.database, log);
  if (head.paused !== null) return { ok: true, value: true };
  if (said.seq < head.seq) {
    await pauseLog(context.database, log, "log_rewound");
    return { ok: true, value: true };
  }
  if (said.seq > head.seq) {
    const pulled = await pullLog(context, log);
    if (!pulled.ok) return pulled;
    if (pulled.value === null) return { ok: true, value: false };
    head = pulled.value;
  }
  const differs = head.seq === said.seq && head.paused === null && !equalBytes(new Uint8Array(head.head), fromBase64url(said.head));
  if (differs) await pauseLog(context.database, log, "fork");
  return { ok: true, value: true };
}

/** One look at the feed; the cursor moves on only when everything it named was taken in. */
export async function pullChanges(context: SyncContext): Promise<Step> {
  const cursor = (await readMeta(context.database, "feed_cursor")) ?? "";
  const feed = await readFeed(context.door, cursor);
  if (!feed.ok) return feed;
  const home = context.accountId;
  const inOrder = [...feed.value.cases].sort((a, b) => Number(b.case_id === home) - Number(a.case_id === home));
  const incomplete = new Set<Id>();
  const caughtUp = await inParallel(
    inOrder,
    1,
    async (said) => {
      const caught = await catchUp(context, said);
      if (!caught.ok || !caught.value) incomplete.add(said.case_id);
      return caught.ok ? DONE : caught;
    },
    endsRound,
  );
  if (incomplete.size === 0 && feed.value.cursor !== cursor) {
    await write(context.database, ["meta"], (tx) => putMeta(tx, "feed_cursor", feed.value.cursor));
  }
  return caughtUp;
}
