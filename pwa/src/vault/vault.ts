// The vault as the screens hold it.
import type { Id, Rec } from "../domain/records.js";
import { background, isStorageFailure } from "../store/failure.js";
import { answering } from "./answering.js";
import { autoLock } from "./auto-lock.js";
import { blobVault } from "./blob-vault.js";
import { createCase, describeExhibit, editCase } from "./case-actions.js";
import { createCore, type Core, saved, showCase, type TabMessage } from "./core.js";
import { browserEnvironment, type Environment } from "./environment.js";
import { heldScratch } from "./held-scratch.js";
import { inboxCalls, refreshWaiting } from "./inbox.js";
import { addFiles } from "./intake.js";
import { keepDrafts } from "./kept-drafts.js";
import { seldom } from "./on-demand.js";
import { caseView, type OpenVault } from "./open-vault.js";
import { follow, lock, start } from "./opening.js";
import type { Result, SaveFailure, Stamp, Vault } from "./port.js";
import { disablePush, enablePush, testPush } from "./push.js";
import { picture } from "./pictures.js";
import { quarantinedOps } from "./quarantine.js";
import { announceKind } from "./announce-kind.js";
import { devices } from "./devices.js";
import { removeExhibit } from "./removal.js";
import { recoveryRehearsed } from "./rehearse-code.js";
import { keepToday } from "./snapshot.js";
import { statementCalls } from "./statements.js";
import { sharedFiles, takeIn } from "./take-in.js";
import { connect } from "./syncing.js";
import { unlock } from "./unlock.js";
import { askToPersist, roomLeft } from "./room.js";
import { idsIn, saveRecords } from "./writer.js";

/** The whole of a case; null when its key has not come, or when storage cannot be read just now. */
async function readable(open: OpenVault, log: Id): ReturnType<typeof caseView> {
  try {
    return await caseView(open, log);
  } catch (error) {
    if (isStorageFailure(error)) return null;
    throw error;
  }
}

async function save(core: Core, log: Id, build: (stamp: Stamp) => readonly Rec[]): Promise<Result<readonly Id[], SaveFailure>> {
  const { open } = core;
  if (open === null) return { ok: false, type: "locked" };
  const view = log === open.account.id ? null : await readable(open, log);
  if (log !== open.account.id && view === null) return { ok: false, type: "storage" };
  const result = view === null ? await saveRecords(open, open.home, null, { build }) : await saveRecords(open, view, view.state, { build });
  if (!result.ok) return result;
  askToPersist(core);
  saved(core, log);
  return { ok: true, value: idsIn(result.value) };
}

async function add(core: Core, ...[caseId, files, via, watch]: Parameters<Vault["addFiles"]>): ReturnType<Vault["addFiles"]> {
  const { open } = core;
  const view = open === null ? null : await readable(open, caseId);
  if (open === null || view === null) return files.map(({ name }) => ({ name, result: { ok: false, type: "storage" } }));
  askToPersist(core);
  return addFiles({ ...open, run: core.env.run, view }, files, via, watch, () => {
    core.onAwake();
    saved(core, caseId);
  });
}

export function createVault(given: Partial<Environment> = {}): Vault {
  const core = createCore(browserEnvironment(given));
  const held = heldScratch();
  const rounds = (core.rounds = connect(core));
  core.env.channel.onmessage = ({ data }: MessageEvent<TabMessage>) => background(follow(core, data));
  core.keeper = keepToday(core);
  const locking = autoLock(core);
  core.onAwake = () => locking.heard();
  core.phase.subscribe(() => background(refreshWaiting(core)));
  const packets = async () => (await seldom()).packetCalls(core, held);
  const { phase, cases, current, whole, sync, login, push, unrehearsedCode, forked, clockOffset, codeUsed, leaving } = core;
  return {
    ...{ phase, cases, current, whole, sync, login, push, unrehearsedCode, forked, clockOffset, codeUsed, leaving },
    ...blobVault(core),
    ...answering(core),
    ...statementCalls(core),
    ...inboxCalls(core),
    sharedFiles: (share) => sharedFiles(core, share),
    takeIn: (caseId) => takeIn(core, caseId),
    start: () => start(core),
    save: (log, build) => save(core, log, build),
    createCase: (title, audience) => createCase(core, title, audience),
    switchCase: (id) => showCase(core, id),
    editCase: (id, change) => editCase(core, id, change),
    addFiles: (...given) => add(core, ...given),
    describe: (caseId, description) => describeExhibit(core, caseId, description),
    removeExhibit: (caseId, exhibitId) => removeExhibit(core, caseId, exhibitId),
    picture: (...given) => picture(core, ...given),
    exportCopy: async (...given) => (await seldom()).exportCopy(core, held, ...given),
    dropCopy: () => held.drop(),
    packet: async (...given) => (await packets()).packet(...given),
    makeBag: async (...given) => (await packets()).makeBag(...given),
    dropPacket: () => held.drop(),
    stampChain: async (...given) => (await packets()).stampChain(...given),
    handedOver: async (...given) => (await packets()).handedOver(...given),
    keepDetails: async (...given) => (await packets()).keepDetails(...given),
    importCopy: async (...given) => (await seldom()).importCopy(core, ...given),
    packetPdf: async (...given) => (await import("./packet-pdf.js")).packetPdf({ ...core.env, picture: (...which) => picture(core, ...which) }, ...given),
    room: roomLeft,
    asksForInvite: async () => (await seldom()).asksForInvite(core),
    signUp: async (...given) => (await seldom()).signUp(core, ...given),
    canUsePasskeys: () => core.env.authenticator.isSupported(),
    passkeys: async () => (await seldom()).passkeys(core),
    refreshPasskeys: async () => (await seldom()).refreshPasskeys(core),
    addPasskey: async (name) => (await seldom()).addPasskey(core, name),
    removePasskey: async (id) => (await seldom()).removePasskey(core, id),
    unlockWithPasskey: async () => (await seldom()).unlockWithPasskey(core),
    signInWithPasskey: async () => (await seldom()).signInWithPasskey(core),
    signUpWithPasskey: async (...given) => (await seldom()).signUpWithPasskey(core, ...given),
    recoveryRehearsed: (groups) => recoveryRehearsed(core, groups),
    signIn: async (...given) => (await seldom()).signIn(core, ...given),
    recover: async (code) => (await seldom()).recover(core, code),
    changePassphrase: async (...given) => (await seldom()).changePassphrase(core, ...given),
    replaceRecoveryCode: async (secret) => (await seldom()).replaceRecoveryCode(core, secret),
    signInAgain: async (secret) => (await seldom()).signInAgain(core, secret),
    deviceId: () => core.open?.account.device.id ?? null,
    devices: () => devices(core),
    revokeDevices: async (ids) => {
      const done = await (await seldom()).revokeDevices(core, ids);
      // A word in the home log under the new keys: the other phones ask for them when they meet it.
      if (done.ok) await announceKind(core, true);
      return done;
    },
    signOut: async () => (await seldom()).signOut(core),
    leave: async (secret) => (await seldom()).leave(core, secret),
    stay: async (secret) => (await seldom()).stay(core, secret),
    erase: async (secret) => (await seldom()).erase(core, secret),
    unlock: (secret) => unlock(core, secret),
    lock: () => lock(core).then(() => undefined),
    lockAfter: (ms) => locking.after(ms),
    stillHere: () => locking.stillHere(),
    holdOpen: () => locking.holdOpen(),
    beforeLock: (keep) => {
      core.beforeLock.add(keep);
      return () => core.beforeLock.delete(keep);
    },
    keptDrafts: () => core.drafts,
    keepDrafts: (drafts) => keepDrafts(core, drafts),
    enablePush: () => enablePush(core),
    disablePush: () => disablePush(core),
    testPush: () => testPush(core),
    quarantined: () => quarantinedOps(core),
    continueForked: async (log, title) => (await seldom()).continueForked(core, log, title),
    syncNow: () => rounds.now(),
  };
}
