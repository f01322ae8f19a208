// Starting, and what happens once the keys are there.
import { isRefusal } from "../crypto/refusal.js";
import type { Id } from "../domain/records.js";
import { sweepBlobs } from "../store/blob-files.js";
import { background, isStorageFailure } from "../store/failure.js";
import { whenNobody, withLock } from "../store/locks.js";
import { logsWith } from "../store/logs.js";
import { readMeta } from "../store/meta.js";
import { emptyScratch } from "../store/scratch.js";
import { makeAccount, type OpenAccount, openByDevice, VaultBroken } from "./account-keys.js";
import { settleAnswers } from "./answering.js";
import { changedElsewhere, type Core, publish, showSomeCase, type TabMessage, tell } from "./core.js";
import { refreshWaiting } from "./inbox.js";
import { ensureInboxKey } from "./inbox-key.js";
import { forgetEndedCall } from "./call-mark.js";
import { caseView, loadVault, type OpenVault, readAnew, viewsOf } from "./open-vault.js";
import { getReady } from "./get-ready.js";
import { loadDrafts } from "./kept-drafts.js";
import { checkPush } from "./push.js";
import { recallPromise } from "./room.js";

/** Cases with something that the server has not got; the one that is shown in brief counts its own. */
async function readUnsent({ open }: Core): Promise<void> {
  if (open === null) return;
  const stores = await Promise.all([logsWith(open.database, "outbox"), logsWith(open.database, "pending")]);
  const logs = new Set(stores.flat().filter((log) => log !== open.brief?.log));
  await Promise.all([...logs].map((log) => caseView(open, log)));
}

const AGAIN_MS = 2_000;

/** The whole of a case that was shown in brief; storage that fails for a moment is asked again. */
async function readRest(core: Core, open: OpenVault, log: Id): Promise<void> {
  try {
    await caseView(open, log);
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
    if (core.open === open) core.env.later(() => background(readRest(core, open, log)), AGAIN_MS);
    return;
  }
  if (core.open === open) publish(core);
}

/** Shows the vault that these keys open. */
export async function becomeOpen(core: Core, account: OpenAccount): Promise<void> {
  if (core.database === null) throw new Error("not started");
  const { database } = core;
  const [vault, drafts, codeUsed] = await Promise.all([loadVault(database, account, core.clock, core.env.run), loadDrafts(database, account), readMeta(database, "code_used")]);
  core.open = vault;
  core.drafts = drafts;
  core.codeUsed.value = codeUsed === true;
  await showSomeCase(core, "brief");
  await readUnsent(core);
  publish(core);
  core.phase.value = { type: "open" };
  const pending = viewsOf(vault).some(({ unsent }) => [...unsent.keys()].some((key) => key.startsWith("p")));
  if (vault.brief !== null) background(readRest(core, vault, vault.brief.log));
  core.rounds?.start();
  background(checkPush(core));
  background(recallPromise(core));
  background(readyInbox(core, vault));
  if (pending) core.timer.touch();
}

function showLocked(core: Core): void {
  core.phase.value = { type: "locked", login: null };
  getReady(core);
}

async function readyInbox(core: Core, vault: OpenVault): Promise<void> {
  await ensureInboxKey(vault.database, vault.account);
  await forgetEndedCall(vault);
  await refreshWaiting(core);
}

async function openOrMake(core: Core): Promise<OpenAccount | null> {
  const database = (core.database ??= await core.env.openDatabase());
  return withLock("holdfast-keys", async () => {
    const row = await readMeta(database, "account");
    core.registered = row?.registered === true;
    return row === undefined ? makeAccount(database, core.env.now()) : openByDevice(database, row);
  });
}

/** Never needs the network; what cannot be opened at all is `broken` with a code. */
export async function start(core: Core): Promise<void> {
  try {
    const account = await openOrMake(core);
    if (account === null) {
      showLocked(core);
      background(checkPush(core));
    } else await becomeOpen(core, account);
    background(settleAnswers(core));
    const { database } = core;
    if (database !== null) await whenNobody("holdfast-intake", () => sweepBlobs(database));
    await whenNobody("holdfast-scratch", emptyScratch);
  } catch (error) {
    if (error instanceof VaultBroken || isRefusal(error)) core.phase.value = { type: "broken", code: error.code };
    else if (error instanceof DOMException) core.phase.value = { type: "broken", code: "storage" };
    else throw error;
  }
}

/** The keys leave memory. */
export function close(core: Core): void {
  core.timer.stop();
  core.rounds?.stop();
  core.open = null;
  core.currentId = null;
  core.unrehearsedCode.value = null;
  core.codeUsed.value = false;
  core.drafts = {};
}

/** Another tab signed up, signed in or locked: this one follows. */
export async function follow(core: Core, message: TabMessage): Promise<void> {
  if (message.type === "replaced") await readAnew(core, message.log);
  if (message.type === "changed" || message.type === "replaced") return changedElsewhere(core, message.log);
  if (message.type === "inbox") return refreshWaiting(core);
  if (message.type === "awake") {
    core.onAwake();
    return;
  }
  const row = core.database === null ? undefined : await readMeta(core.database, "account");
  core.registered = row?.registered === true;
  const ours = core.open !== null && row?.id === core.open.account.id && row.gen === core.open.account.gen;
  if (message.type === "account" && ours) {
    core.rounds?.soon();
    publish(core);
    return;
  }
  if (ours) await keepTyped(core);
  close(core);
  publish(core);
  // Signed out: what is here now has no passphrase yet.
  if (row?.registered === false) await start(core);
  else showLocked(core);
}

const KEEP_MS = 3_000;

/** False when something typed could not be kept, or not in time. */
async function keepTyped(core: Core): Promise<boolean> {
  const late = new Promise<boolean>((done) => core.env.later(() => done(false), KEEP_MS));
  const kept = Promise.all([...core.beforeLock].map((keep) => keep()));
  return Promise.race([kept.then((all) => all.every(Boolean)), late]);
}

/** What is saved goes into the outbox and Today into its snapshot, if that can be done in time: both are kept sealed anyway, and neither holds the keys. */
async function putInOrder(core: Core): Promise<void> {
  const late = new Promise<void>((done) => core.env.later(done, KEEP_MS));
  const order = core.timer.now().then(() => core.keeper?.now());
  background(order);
  await Promise.race([late, order.catch(() => undefined)]);
}

/** The keys leave memory; true when they did. Without a passphrase there is nothing to lock with. */
export async function lock(core: Core, when: "always" | "unless_unkept" = "always"): Promise<boolean> {
  if (!core.registered) return false;
  if (!(await keepTyped(core)) && when === "unless_unkept") return false;
  await putInOrder(core);
  close(core);
  publish(core);
  tell(core, { type: "lock" });
  showLocked(core);
  return true;
}
