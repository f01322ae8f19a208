// Pulls what changed: home log first, for it carries the keys of the others.
import { pullOps, readFeed } from "../api/sync.js";
import type { CaseHead } from "../api/wire.gen.js";
import { fromBase64url } from "../crypto/base64url.js";
import { hex, readUint } from "../crypto/bytes.js";
import { ourMagic } from "../crypto/later.js";
import { opFromLater } from "../crypto/op.js";
import type { Id } from "../domain/records.js";
import { headOf } from "../store/logs.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { HeadRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { DONE, endsRound, epochsOf, type Step, stopped, type SyncContext } from "./context.js";
import { type NumberedOp, readFrames } from "../api/frames.js";
import { refreshIdentity } from "./identity-refresh.js";
import { distrust, healLog, onOwnChain } from "./heal.js";
import { integrate, pauseLog } from "./integrate.js";
import { inParallel } from "./parallel.js";

/** How many of the home log's ops come before the first that was sealed under a later HOME_key. */
function readableOps(ops: readonly NumberedOp[], epochs: number): number {
  const at = ops.findIndex(({ op }) => ourMagic(op, "OP") && readUint(op, 24, 4) > epochs);
  return at === -1 ? ops.length : at;
}

/** Pulls until the server has no more of this log. */
export async function pullLog(context: SyncContext, log: Id): Promise<Step<HeadRow | null>> {
  const keys = await context.keysOf(log);
  if (keys === null) return { ok: true, value: null };
  let head = await headOf(context.database, log);
  for (;;) {
    const answer = await pullOps(context.door, log, head.seq);
    if (!answer.ok) return answer;
    const ops = readFrames(answer.value, head.seq);
    if (ops === null) return stopped({ type: "nonsense" });
    if (ops.length === 0 || head.paused !== null) return { ok: true, value: head };
    if (ops.some(({ op }) => !opFromLater(op, epochsOf(context, log)) && !context.identity().devices.has(hex(op.subarray(28, 44))))) {
      const identity = await refreshIdentity(context);
      if (!identity.ok) return identity;
    }
    const readable = log === context.accountId ? readableOps(ops, keys.length) : ops.length;
    if (readable === 0) return stopped({ type: "new_keys" });
    head = await integrate(context, log, keys, ops.slice(0, readable));
    await context.onPulled(log);
  }
}

/** Where a look at the feed has left things. */
interface Look {
  /** Logs of which not everything is here: another look names them again. */
  readonly incomplete: Set<Id>;
  /** Logs that the server had lost a part of. */
  readonly healed: Set<Id>;
}

/** A feed that is behind this phone: the server lost ops, or hides them. False when it has another history. */
async function giveBack(context: SyncContext, said: Pick<CaseHead, "case_id" | "seq">, head: Uint8Array | null, look: Look): Promise<Step<boolean>> {
  const { case_id: log, seq } = said;
  if (head !== null && !(await onOwnChain(context.database, log, seq, head))) {
    await distrust(context.database);
    await pauseLog(context.database, log, "fork");
    return { ok: true, value: false };
  }
  const healed = await healLog(context, log, seq);
  if (healed.ok && healed.value) look.healed.add(log);
  return healed;
}

/** True when this log is where the feed says, or further; false when its key is not here yet. */
async function catchUp(context: SyncContext, said: CaseHead, look: Look): Promise<Step<boolean>> {
  const log = said.case_id;
  let head = await headOf(context.database, log);
  if (head.paused !== null && head.paused !== "log_rewound") return { ok: true, value: true };
  if (said.seq < head.seq) {
    const given = await giveBack(context, said, fromBase64url(said.head), look);
    return given.ok ? { ok: true, value: true } : given;
  }
  if (head.paused !== null) await pauseLog(context.database, log, null);
  if (said.seq > head.seq) {
    const pulled = await pullLog(context, log);
    if (!pulled.ok) return pulled;
    if (pulled.value === null) return { ok: true, value: false };
    head = pulled.value;
    // It named ops that it then did not give.
    if (head.seq < said.seq && head.paused === null) return stopped({ type: "nonsense" });
  }
  const differs = head.paused === null && !(await onOwnChain(context.database, log, said.seq, fromBase64url(said.head)));
  if (differs) await pauseLog(context.database, log, "fork");
  return { ok: true, value: true };
}

/** Logs that this phone has and that the whole feed does not name. */
async function lost(context: SyncContext, named: readonly CaseHead[]): Promise<readonly Id[]> {
  const there = new Set(named.map(({ case_id }) => case_id));
  const heads = await context.database.getAll("heads");
  return heads.filter(({ log, seq, paused }) => seq > 0 && !there.has(log) && (paused === null || paused === "log_rewound")).map(({ log }) => log);
}

/** A server that took what it had lost and still names an earlier place hides it. */
async function checkHealed(context: SyncContext, healed: ReadonlySet<Id>): Promise<Step> {
  if (healed.size === 0) return DONE;
  const feed = await readFeed(context.door, "");
  if (!feed.ok) return feed;
  const seqs = new Map(feed.value.cases.map(({ case_id, seq }) => [case_id, seq]));
  for (const log of healed) {
    const head = await headOf(context.database, log);
    const hides = (seqs.get(log) ?? 0) < head.seq;
    if (hides || head.paused === "log_rewound") await pauseLog(context.database, log, hides ? "log_rewound" : null);
  }
  return DONE;
}

async function takeIn(context: SyncContext, cases: readonly CaseHead[], all: boolean, look: Look): Promise<Step> {
  const homeFirst = (a: Id, b: Id): number => Number(b === context.accountId) - Number(a === context.accountId);
  const note = (log: Id, caught: Step<boolean>): Step => {
    if (!caught.ok || !caught.value) look.incomplete.add(log);
    return caught.ok ? DONE : caught;
  };
  const gone = all ? [...(await lost(context, cases))].sort(homeFirst) : [];
  const steps: (() => Promise<Step>)[] = [
    async () => {
      const identity = all ? await refreshIdentity(context) : DONE;
      return identity.ok ? DONE : identity;
    },
    ...gone.map((log) => async () => note(log, await giveBack(context, { case_id: log, seq: 0 }, null, look))),
    ...[...cases].sort((a, b) => homeFirst(a.case_id, b.case_id)).map((said) => async () => note(said.case_id, await catchUp(context, said, look))),
  ];
  const taken = await inParallel(steps, 1, (step) => step(), endsRound);
  if (!taken.ok && endsRound(taken.failure)) return taken;
  const checked = await checkHealed(context, look.healed);
  return taken.ok ? checked : taken;
}

/** One look at the feed; the cursor moves on only when everything it named was taken in. `caughtUp`: whether a log may be posted to. */
export async function pullChanges(context: SyncContext): Promise<{ readonly outcome: Step; readonly caughtUp: (log: Id) => boolean }> {
  const cursor = context.look.all ? "" : ((await readMeta(context.database, "feed_cursor")) ?? "");
  const feed = await readFeed(context.door, cursor);
  if (!feed.ok) return { outcome: feed, caughtUp: () => false };
  const look: Look = { incomplete: new Set(), healed: new Set() };
  const outcome = await takeIn(context, feed.value.cases, context.look.all || cursor === "", look);
  const whole = look.incomplete.size === 0 && (outcome.ok || !endsRound(outcome.failure));
  if (whole) context.look.all = false;
  if (whole && look.healed.size === 0 && feed.value.cursor !== cursor) await write(context.database, ["meta"], (tx) => putMeta(tx, "feed_cursor", feed.value.cursor));
  return { outcome, caughtUp: (log) => !look.incomplete.has(log) };
}
