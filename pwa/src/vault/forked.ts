// After a fork: the server's history goes on under the case's id, this phone's as a new case. Nothing of either is lost.
import { hkdfKey } from "../crypto/hkdf.js";
import type { EpochKeys } from "../crypto/op.js";
import { systemRandom } from "../crypto/random.js";
import { event, setCase } from "../domain/build.js";
import { canonical } from "../domain/canonical.js";
import { type CaseState, emptyCase, fold } from "../domain/fold.js";
import { emptyHome, foldHome } from "../domain/home.js";
import type { Log } from "../domain/merge.js";
import type { Id, Rec } from "../domain/records.js";
import { isFull, isStorageFailure } from "../store/failure.js";
import { withLock } from "../store/locks.js";
import { advanceHead, headOf } from "../store/logs.js";
import type { HeadRow, MetaValues, OutboxRow, PendingRow, WriteTx } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { type Chain, serversChain } from "../sync/adopt.js";
import type { Step, Stop, SyncContext } from "../sync/context.js";
import { distrust, healLog } from "../sync/heal.js";
import { pauseLog } from "../sync/integrate.js";
import { type Core, publish, showCase, tell } from "./core.js";
import { sealPending } from "./log-view.js";
import type { ContinueFailure } from "./logs-port.js";
import { caseView, type OpenVault, readAnew, refreshLog } from "./open-vault.js";
import type { Result } from "./port.js";
import { custodyTip, labelsGiven, recordsOf, signAnew, signCase } from "./reissue.js";
import { syncContext } from "./syncing.js";

function failed(stop: Stop): ContinueFailure {
  if (stop.type === "offline" || stop.type === "update_needed") return { type: stop.type };
  return { type: stop.type === "refused" && stop.status === 401 ? "signed_out" : "server" };
}

/** Records of `mine` that `theirs` has not got, to the letter. */
function missing(mine: Log, theirs: Log): readonly Rec[] {
  const there = new Set(recordsOf(theirs).map(canonical));
  return recordsOf(mine).filter((rec) => !there.has(canonical(rec)));
}

interface Plan {
  /** The log's head once it is the server's. */
  readonly head: HeadRow;
  readonly outbox: readonly OutboxRow[];
  readonly pending: readonly PendingRow[];
  /** Where this phone's history goes on. */
  readonly fresh: HeadRow | null;
}

/** The home log cannot become another one: what the server's lacks is signed again after it. */
async function planHome(open: OpenVault, chain: Chain): Promise<Plan> {
  const theirs = foldHome(emptyHome(open.account.id), chain.entries);
  const { head, outbox } = await signAnew(open.account, open.home.keys, chain.head, missing(open.home.state.log, theirs.log));
  return { head, outbox, pending: [], fresh: null };
}

async function planCase(core: Core, open: OpenVault, mine: CaseState, chain: Chain, before: HeadRow, title: string): Promise<Plan> {
  const theirs = fold(emptyCase(mine.id), chain.entries);
  const head = { ...chain.head, label: before.label, custody: await custodyTip(theirs, open.account.device.id) };
  if (missing(mine.log, theirs.log).length === 0) return { head, outbox: [], pending: [], fresh: null };
  const stamp = core.clock.stamp();
  const [id, ck] = [stamp.newId(), systemRandom(32)];
  const audience = open.home.state.cases.find((one) => one.id === mine.id)?.audience ?? null;
  const named = { title, labels: labelsGiven(mine), ...(audience === null ? {} : { audience }) };
  const records = [event(stamp, "case_key", { case: id, epoch: 1, ck }), ...setCase(stamp, id, named)];
  const signed = await signCase(open.account, id, [await hkdfKey(ck)], mine, before.label);
  const box = await sealPending(open.account, open.account.id, records);
  return { head, outbox: signed.outbox, pending: [{ log: open.account.id, box }], fresh: signed.head };
}

/** This phone's own bytes stay too, out of the way: nobody can say today what they will be needed for. */
async function keepBranch(tx: WriteTx, log: Id, at: number, chain: Chain): Promise<void> {
  const there = new Set(chain.rows.map(({ seq, head }) => `${String(seq)}/${new Uint8Array(head).join()}`));
  const [ops, outbox] = [await tx.objectStore("ops").getAll(everyOp(log)), await tx.objectStore("outbox").index("log").getAll(log)];
  const branch = ops.filter(({ seq, head }) => !there.has(`${String(seq)}/${new Uint8Array(head).join()}`)).map(({ seq, op }) => ({ seq, op }));
  const unsent = outbox.map(({ op }) => ({ seq: null, op }));
  const kept = ((await tx.objectStore("meta").get("branches")) as MetaValues["branches"] | undefined) ?? [];
  await tx.objectStore("meta").put([...kept, { log, at, ops: [...branch, ...unsent] }], "branches");
}

function everyOp(log: Id): IDBKeyRange {
  return IDBKeyRange.bound([log, 0], [log, Number.MAX_SAFE_INTEGER]);
}

/** One transaction: the log is the server's, and what it lacked waits in the outbox. */
function take(open: OpenVault, before: HeadRow, chain: Chain, plan: Plan, at: number): Promise<void> {
  const { log } = before;
  return write(open.database, ["meta", "heads", "ops", "outbox", "pending"], async (tx) => {
    await keepBranch(tx, log, at, chain);
    await advanceHead(tx, before, plan.head);
    await tx.objectStore("meta").delete("today");
    await tx.objectStore("ops").delete(everyOp(log));
    for (const row of chain.rows) await tx.objectStore("ops").put(row);
    for (const name of ["outbox", "pending"] as const) for (const n of await tx.objectStore(name).index("log").getAllKeys(log)) await tx.objectStore(name).delete(n);
    if (plan.fresh !== null) await tx.objectStore("heads").put(plan.fresh);
    for (const row of plan.outbox) await tx.objectStore("outbox").add(row);
    for (const row of plan.pending) await tx.objectStore("pending").add(row);
  });
}

/** Reads everything of the log that this phone has, unsent and other tabs' included, and puts the plan in its place. */
async function resolve(core: Core, open: OpenVault, log: Id, title: string, chain: Chain): Promise<Id | null> {
  return withLock("holdfast-write", async () => {
    const before = await headOf(open.database, log);
    if (before.paused !== "fork") return null;
    await refreshLog(open, open.account.id);
    await refreshLog(open, log);
    const view = log === open.account.id ? null : await caseView(open, log);
    const plan = view === null ? await planHome(open, chain) : await planCase(core, open, view.state, chain, before, title);
    await take(open, before, chain, plan, core.env.now());
    return plan.fresh?.log ?? null;
  });
}

/** The server's history of a log; null when it has lost that too, and has taken this phone's in its place. */
async function otherHistory(context: SyncContext, log: Id, keys: EpochKeys): Promise<Step<Chain | null>> {
  const chain = await serversChain(context, log, keys);
  if (chain.ok || chain.failure.type !== "refused" || chain.failure.status !== 404) return chain;
  const healed = await healLog(context, log, 0);
  if (!healed.ok) return healed;
  if (!healed.value) return serversChain(context, log, keys);
  await pauseLog(context.database, log, null);
  return { ok: true, value: null };
}

export async function continueForked(core: Core, log: Id, title: string): Promise<Result<Id | null, ContinueFailure>> {
  const { open } = core;
  if (open === null) return { ok: false, type: "locked" };
  try {
    const context = syncContext(core, open);
    const made = await withLock("holdfast-outbox", async (): Promise<Result<Id | null, ContinueFailure>> => {
      const keys = await context.keysOf(log);
      if (keys === null) return { ok: false, type: "server" };
      await distrust(open.database);
      const chain = await otherHistory(context, log, keys);
      if (!chain.ok) return { ok: false, ...failed(chain.failure) };
      return { ok: true, value: chain.value === null ? null : await resolve(core, open, log, title, chain.value) };
    });
    if (!made.ok) return made;
    await refreshLog(open, open.account.id);
    await readAnew(core, log);
    if (made.value !== null) await showCase(core, made.value);
    publish(core);
    tell(core, { type: "replaced", log });
    core.timer.touch();
    core.rounds?.soon();
    return made;
  } catch (error) {
    if (isFull(error)) return { ok: false, type: "full" };
    if (isStorageFailure(error)) return { ok: false, type: "storage" };
    throw error;
  }
}
