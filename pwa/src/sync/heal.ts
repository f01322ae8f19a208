// A server restored from an older backup gets back what it lost: the very ops that follow its own, before anything new.
import { healOps, startCase } from "../api/sync.js";
import { concat, u64 } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import type { Id } from "../domain/records.js";
import { headOf, rowsAfter } from "../store/logs.js";
import { putMeta } from "../store/meta.js";
import { writePrefs } from "../store/prefs.js";
import type { Database, OpRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { type Step, stopped, type SyncContext } from "./context.js";
import { frameOps, oneRequest } from "../api/frames.js";
import { refreshIdentity } from "./identity-refresh.js";
import { pauseLog } from "./integrate.js";
import { ownHead } from "./judge.js";

/** What else the server may have lost is sent or asked for again: pictures, reminders, the push subscription, the whole feed. */
export async function distrust(database: Database): Promise<void> {
  await write(database, ["meta", "blobs"], async (tx) => {
    const blobs = tx.objectStore("blobs");
    for (const row of await blobs.index("state").getAll("stored")) await blobs.put({ ...row, state: "here" });
    await putMeta(tx, "reminder_revs", {});
    await putMeta(tx, "reminder_seqs", {});
    await putMeta(tx, "feed_cursor", "");
  });
  await writePrefs({ push_lost: true });
}

/** What to do about a refusal: begin again after that seq, or stop. */
async function afterRefusal(context: SyncContext, log: Id, after: number, failure: Exclude<Awaited<ReturnType<typeof healOps>>, { readonly ok: true }>["failure"]): Promise<Step<number | "fork">> {
  if (failure.type === "offline") return stopped(failure);
  const { expected } = failure.problem;
  if (failure.code === "gap" && expected !== undefined && expected < after) return { ok: true, value: expected };
  if (failure.status === 404) {
    const started = await startCase(context.door, log);
    return started.ok ? { ok: true, value: 0 } : started;
  }
  if (failure.code === "unknown_device") {
    const identity = await refreshIdentity(context);
    return identity.ok ? { ok: true, value: after } : identity;
  }
  // `fork`, or an op that no server takes: the history this phone was once shown was never there.
  return failure.status === 409 || failure.status === 422 ? { ok: true, value: "fork" } : stopped(failure);
}

/** Refusals that one log may meet before it is given up for this round. */
const PATIENCE = 4;

/** Posts this phone's ops from where the server's log ends; true when it has them all, false when it has another history. */
async function giveBack(context: SyncContext, log: Id, rows: readonly OpRow[], from: number): Promise<Step<boolean>> {
  let after = from;
  let refusals = 0;
  for (let rest = rows.filter(({ seq }) => seq > after); rest.length > 0; rest = rows.filter(({ seq }) => seq > after)) {
    const head = await ownHead(context.database, log, after, []);
    if (head === null) return { ok: true, value: false };
    const batch = oneRequest(rest);
    const answer = await healOps(context.door, log, concat(u64(after), head, frameOps(batch.map(({ op }) => new Uint8Array(op)))));
    if (answer.ok) {
      after = batch.at(-1)?.seq ?? after;
      continue;
    }
    refusals += 1;
    const next = refusals > PATIENCE ? answer : await afterRefusal(context, log, after, answer.failure);
    if (!next.ok) return next;
    if (next.value === "fork") return { ok: true, value: false };
    after = next.value;
  }
  return { ok: true, value: true };
}

/** Heals one log; false when it forked, and is paused. Without `from`, the server says where its log ends. */
export async function healLog(context: SyncContext, log: Id, from?: number): Promise<Step<boolean>> {
  const { database } = context;
  await distrust(database);
  const { seq } = await headOf(database, log);
  const { ops } = await rowsAfter(database, log, 0);
  const healed = await giveBack(context, log, ops, from ?? Math.max(seq - 1, 0));
  if (healed.ok && !healed.value) await pauseLog(database, log, "fork");
  return healed;
}

/** Whether a place that the server names lies on this phone's own chain. */
export async function onOwnChain(database: Database, log: Id, seq: number, head: Uint8Array): Promise<boolean> {
  const own = await ownHead(database, log, seq, []);
  return own !== null && equalBytes(own, head);
}

