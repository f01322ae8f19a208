// Another passphrase, another recovery code: one signed slot set for another, all of it or nothing.
import { finishRecovery, logIn, logOut, prelogin, putSlots } from "../api/accounts.js";
import type { AccountKeys, PwRegistration, RecRegistration } from "../api/wire.gen.js";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import { type Bytes, hex } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { REC_PARAMS, recoveryId, type SecretKeys, writePwParams } from "../crypto/kdf-params.js";
import { systemRandom } from "../crypto/random.js";
import { writeRecoveryCode } from "../crypto/recovery-code.js";
import { makeSlot, parseSlot, signSlots, SLOT_PW, SLOT_REC } from "../crypto/slots.js";
import { withLock } from "../store/locks.js";
import { putMeta } from "../store/meta.js";
import { write } from "../store/transaction.js";
import { slotOwner } from "./account-keys.js";
import { authFailure } from "./api-failures.js";
import { type Core, tell } from "./core.js";
import { adoptGeneration } from "./generations.js";
import { guarded } from "./guarded.js";
import { believe, fetchKeyring, keepSlots, type Keyring, slotOf } from "./keyring.js";
import type { KeysFailure } from "./keys-port.js";
import type { OpenVault } from "./open-vault.js";
import { asRecoveryKey, freshPwParams, isLongEnough, passphraseKeys, recoveryKeys } from "./passphrase.js";
import type { Result } from "./port.js";
import { type Attempt, keptAttempts, ownRow, sealAttempts } from "./sign-up-attempts.js";
import { trySecret } from "./try-secret.js";
import { verifyKeys } from "./verified-keys.js";

export const TRIES = 3;

type Failed = { readonly ok: false } & KeysFailure;

export interface Change {
  readonly slots: readonly Bytes[];
  readonly pw: PwRegistration | null;
  readonly rec: RecRegistration | null;
}

function slotId(slot: Bytes): string {
  return hex(parseSlot(slot).slotId);
}

/** A clock that went back still makes a set newer than the one it replaces. */
export function createdAfter(core: Core, slots: readonly Bytes[]): number {
  return Math.max(core.env.now(), ...slots.map((slot) => parseSlot(slot).created + 1));
}

async function newPwSlot(core: Core, open: OpenVault, ring: Keyring, passphrase: string): Promise<Change> {
  const { account } = open;
  const params = freshPwParams();
  const kdfParams = writePwParams(params);
  const { auth, kek } = await passphraseKeys(core.env.run, passphrase, params, account.idBytes);
  const slot = await makeSlot({ owner: slotOwner(account), type: SLOT_PW, gen: account.gen, created: createdAfter(core, ring.slots), kdfParams, kek, amk: account.amk });
  const pw = { slot_id: slotId(slot), auth: toBase64url(auth), kdf_params: toBase64url(kdfParams) };
  return { slots: [slot, ...ring.slots.filter((one) => one[5] !== SLOT_PW)], pw, rec: null };
}

async function newRecSlot(core: Core, open: OpenVault, ring: Keyring, rk: Bytes): Promise<Change> {
  const { account } = open;
  const { auth, kek } = await recoveryKeys(rk, account.idBytes);
  const slot = await makeSlot({ owner: slotOwner(account), type: SLOT_REC, gen: account.gen, created: createdAfter(core, ring.slots), kdfParams: REC_PARAMS, kek, amk: account.amk });
  const rec = { slot_id: slotId(slot), rec_id: hex(await recoveryId(rk)), auth: toBase64url(auth) };
  return { slots: [...ring.slots.filter((one) => one[5] !== SLOT_REC), slot], pw: null, rec };
}

/** Null when the server has taken the change; `conflict` when another phone was faster. */
export async function put(core: Core, open: OpenVault, ring: Keyring, change: Change, others: boolean): Promise<Failed | "conflict" | null> {
  const { account } = open;
  const answer = await putSlots(core.env.door, {
    if_slots_sig: toBase64url(ring.sig),
    gen: ring.gen,
    bundle: toBase64url(ring.bundle),
    slots: change.slots.map(toBase64url),
    slots_sig: toBase64url(await signSlots(account.ik, account.idBytes, account.gen, change.slots)),
    pw: change.pw,
    rec: change.rec,
    entries: [],
    sign_out_others: others,
  });
  if (answer.ok) return null;
  const { failure } = answer;
  if (failure.type === "refused" && failure.code === "slots_conflict") return "conflict";
  return failure.type === "refused" && failure.status === 401 ? { ok: false, type: "signed_out" } : authFailure(failure);
}

/** The secret is proved against the slots of now, wherever they were changed last. */
async function proved(core: Core, secret: string): Promise<Result<{ readonly open: OpenVault; readonly ring: Keyring }, KeysFailure>> {
  const { open } = core;
  if (open === null || !core.registered) return { ok: false, type: "server" };
  const ring = await fetchKeyring(core, open);
  if (!ring.ok) return ring;
  const opened = await trySecret(core, slotOwner(open.account), ring.value.slots, secret);
  if (opened === null || !equalBytes(opened.amk, open.account.amk)) return { ok: false, type: "refused" };
  return { ok: true, value: { open, ring: ring.value } };
}

export function changePassphrase(core: Core, secret: string, next: string, others: boolean): Promise<Result<void, KeysFailure>> {
  if (!isLongEnough(next)) throw new RangeError("passphrase too short");
  return guarded(async () => {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const now = await proved(core, secret);
      if (!now.ok) return now;
      const { open, ring } = now.value;
      const change = await newPwSlot(core, open, ring, next);
      const failed = await put(core, open, ring, change, others);
      if (failed === "conflict") continue;
      if (failed !== null) return failed;
      await keepSlots(open, change.slots);
      tell(core, { type: "account" });
      return { ok: true, value: undefined };
    }
    return { ok: false, type: "moved_on" };
  });
}

/** The only kept try from now on: its code waits to be typed back. */
async function keepCode(core: Core, open: OpenVault, slots: readonly Bytes[], attempt: Attempt): Promise<Result<{ readonly recoveryCode: string }, never>> {
  const kept = await sealAttempts(open.account, [attempt]);
  await keepSlots(open, slots, async (tx) => {
    await putMeta(tx, "signup", kept);
    await tx.objectStore("meta").delete("code_used");
  });
  core.codeUsed.value = false;
  core.unrehearsedCode.value = attempt.code;
  tell(core, { type: "account" });
  return { ok: true, value: { recoveryCode: attempt.code } };
}

/** A code whose answer was lost must not be lost with it: it is kept, sealed, before the server hears of it. */
async function keepTry(open: OpenVault, attempt: Attempt): Promise<void> {
  await withLock("holdfast-write", async () => {
    const box = await sealAttempts(open.account, [attempt, ...(await keptAttempts(open))]);
    await write(open.database, ["meta"], async (tx) => {
      await ownRow(tx, open.account.id);
      await putMeta(tx, "signup", box);
    });
  });
}

/** A try that the server took while its answer was lost: kept here, never shown, and not the code that was just typed. */
async function takenEarlier(open: OpenVault, ring: Keyring, secret: string): Promise<Attempt | undefined> {
  const rec = slotOf(ring.slots, SLOT_REC);
  const typed = await asRecoveryKey(secret);
  const code = typed === null ? null : await writeRecoveryCode(typed);
  return (await keptAttempts(open)).find((kept) => rec !== undefined && equalBytes(kept.rec, rec) && kept.code !== code);
}

export function replaceRecoveryCode(core: Core, secret: string): Promise<Result<{ readonly recoveryCode: string }, KeysFailure>> {
  return guarded(async () => {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const now = await proved(core, secret);
      if (!now.ok) return now;
      const { open, ring } = now.value;
      const earlier = core.unrehearsedCode.value === null ? await takenEarlier(open, ring, secret) : undefined;
      if (earlier !== undefined) return keepCode(core, open, ring.slots, earlier);
      const rk = systemRandom(16);
      const change = await newRecSlot(core, open, ring, rk);
      const attempt = { pw: slotOf(ring.slots, SLOT_PW) ?? new Uint8Array(), rec: slotOf(change.slots, SLOT_REC) ?? new Uint8Array(), code: await writeRecoveryCode(rk) };
      await keepTry(open, attempt);
      const failed = await put(core, open, ring, change, false);
      if (failed === "conflict") continue;
      return failed ?? (await keepCode(core, open, change.slots, attempt));
    }
    return { ok: false, type: "moved_on" };
  });
}

async function logInWith(core: Core, open: OpenVault, secret: string): ReturnType<typeof logIn> {
  const { door, run } = core.env;
  const { id, idBytes, device } = open.account;
  const auth = ({ auth }: SecretKeys): { readonly auth: string; readonly device_id: string } => ({ auth: toBase64url(auth), device_id: device.id });
  const rk = await asRecoveryKey(secret);
  if (rk !== null) return finishRecovery(door, { rec_id: hex(await recoveryId(rk)), ...auth(await recoveryKeys(rk, idBytes)) });
  const login = open.home.state.login ?? "";
  const asked = await prelogin(door, login);
  if (!asked.ok) return asked;
  // A server that names another account gets no proof of this passphrase.
  if (asked.value.account_id !== id) return { ok: false, failure: { type: "refused", status: 401, code: "auth_failed", problem: {}, retryAfterMs: null } };
  return logIn(door, { login, ...auth(await passphraseKeys(run, secret, fromBase64url(asked.value.kdf_params), idBytes)) });
}

/** A later generation, and what only it can tell: whether this phone is still part of it. Refuses as the crypto door does. */
export async function takeLater(core: Core, open: OpenVault, keys: AccountKeys, secret: string): Promise<Result<void, KeysFailure>> {
  const opened = await trySecret(core, slotOwner(open.account), keys.slots.map(fromBase64url), secret);
  if (opened === null) return { ok: false, type: "server" };
  const taken = await adoptGeneration(core, open, await verifyKeys(keys, (slot) => slot[5] === (opened.rk === null ? SLOT_PW : SLOT_REC), opened.keys.kek));
  if (taken === "taken") return { ok: true, value: undefined };
  await logOut(core.env.door);
  return { ok: false, type: "revoked" };
}

export function signInAgain(core: Core, secret: string): Promise<Result<void, KeysFailure>> {
  return guarded(async () => {
    const { open } = core;
    if (open === null || !core.registered) return { ok: false, type: "server" };
    const answer = await logInWith(core, open, secret);
    if (!answer.ok) return authFailure(answer.failure);
    if (answer.value.gen > open.account.gen) {
      const taken = await takeLater(core, open, answer.value, secret);
      if (!taken.ok) return taken;
    } else {
      const ring = await believe(open, answer.value);
      if (!ring.ok) return ring;
      await keepSlots(open, ring.value.slots);
    }
    core.rounds?.soon();
    return { ok: true, value: undefined };
  });
}
