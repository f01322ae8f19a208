// Starting, and what happens once the keys are there.
import { isRefusal } from "../crypto/refusal.js";
import { sweepBlobs } from "../store/blob-files.js";
import { background } from "../store/failure.js";
import { whenNobody, withLock } from "../store/locks.js";
import { readMeta } from "../store/meta.js";
import { emptyScratch } from "../store/scratch.js";
import { makeAccount, type OpenAccount, openByDevice, VaultBroken } from "./account-keys.js";
import { settleAnswers } from "./answering.js";
import { changedElsewhere, type Core, publish, showSomeCase, type TabMessage, tell } from "./core.js";
import { refreshWaiting } from "./inbox.js";
import { ensureInboxKey } from "./inbox-key.js";
import { forgetEndedCall } from "./call-mark.js";
import { loadVault, type OpenVault, readAnew } from "./open-vault.js";
import { loadDrafts } from "./kept-drafts.js";
import { checkPush } from "./push.js";
import { recallPromise } from "./room.js";

/** Shows the vault that these keys open. */
export async function becomeOpen(core: Core, account: OpenAccount): Promise<void> {
  if (core.database === null) throw new Error("not started");
  const vault = await loadVault(core.database, account, core.clock);
  core.open = vault;
  core.drafts = await loadDrafts(core.database, account);
  core.codeUsed.value = (await readMeta(core.database, "code_used")) === true;
  await showSomeCase(core);
  publish(core);
  core.phase.value = { type: "open" };
  core.rounds?.start();
  background(checkPush(core));
  background(recallPromise(core));
  background(readyInbox(core, vault));
  if ([vault.home, ...vault.cases.values()].some(({ unsent }) => [...unsent.keys()].some((key) => key.startsWith("p")))) core.timer.touch();
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
    if (account === null) core.phase.value = { type: "locked", login: null };
    else await becomeOpen(core, account);
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
  else core.phase.value = { type: "locked", login: null };
}

const KEEP_MS = 3_000;

/** False when something typed could not be kept, or not in time. */
async function keepTyped(core: Core): Promise<boolean> {
  const late = new Promise<boolean>((done) => core.env.later(() => done(false), KEEP_MS));
  const kept = Promise.all([...core.beforeLock].map((keep) => keep()));
  return Promise.race([kept.then((all) => all.every(Boolean)), late]);
}

/** The keys leave memory; true when they did. Without a passphrase there is nothing to lock with. */
export async function lock(core: Core, when: "always" | "unless_unkept" = "always"): Promise<boolean> {
  if (!core.registered) return false;
  if (!(await keepTyped(core)) && when === "unless_unkept") return false;
  await core.timer.now();
  close(core);
  publish(core);
  tell(core, { type: "lock" });
  core.phase.value = { type: "locked", login: null };
  return true;
}
