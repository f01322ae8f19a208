// Makes an account of what is on this phone: passphrase or passkey, and a recovery code, replace the device slot.
import { finishRecovery, logIn, prelogin, register } from "../api/accounts.js";
import type { ApiFailure } from "../api/door.js";
import type { RegisterRequest } from "../api/wire.gen.js";
import { toBase64url } from "../crypto/base64url.js";
import { type Bytes, hex } from "../crypto/bytes.js";
import { REC_PARAMS, recoveryId, writePwParams } from "../crypto/kdf-params.js";
import { systemRandom } from "../crypto/random.js";
import { writeRecoveryCode } from "../crypto/recovery-code.js";
import { checkSlots, makeSlot, parseSlot, signSlots, SLOT_PW, SLOT_REC } from "../crypto/slots.js";
import { setSettings } from "../domain/build.js";
import { isStorageFailure } from "../store/failure.js";
import { withLock } from "../store/locks.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { AccountRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { slotOwner } from "./account-keys.js";
import { authFailure } from "./api-failures.js";
import { type Core, saved, tell } from "./core.js";
import { addOwn, sealPending } from "./log-view.js";
import type { OpenVault } from "./open-vault.js";
import { asRecoveryKey, freshPwParams, isLongEnough, passphraseKeys, recoveryKeys } from "./passphrase.js";
import type { Result, SignUpFailure } from "./port.js";
import { type Attempt, changeAttempts, keptAttempts, ownRow, sealAttempts } from "./sign-up-attempts.js";

interface Prepared {
  readonly body: RegisterRequest;
  readonly attempt: Attempt;
}

/** What the person typed. */
interface Chosen {
  readonly login: string;
  readonly passphrase: string;
}

interface Wanted {
  readonly login: string;
  readonly invite: string;
  readonly way: Way;
  readonly row: AccountRow;
}

/** What opens the account besides the recovery code; `pw` is null for a passkey, which was proven before. */
export interface Way {
  readonly slot: Bytes;
  readonly pw: RegisterRequest["pw"];
}

export type Made = { readonly recoveryCode: string };
export type EarlierFailure = { readonly type: "refused" | "offline" | "too_many" | "server" };

const slotIdOf = (slot: Bytes): string => hex(parseSlot(slot).slotId);

async function byPassphrase(core: Core, { account }: OpenVault, passphrase: string): Promise<Way> {
  const params = freshPwParams();
  const { auth, kek } = await passphraseKeys(core.env.run, passphrase, params, account.idBytes);
  const kdfParams = writePwParams(params);
  const slot = await makeSlot({ owner: slotOwner(account), gen: account.gen, created: core.env.now(), amk: account.amk, type: SLOT_PW, kdfParams, kek });
  return { slot, pw: { slot_id: slotIdOf(slot), auth: toBase64url(auth), kdf_params: toBase64url(kdfParams) } };
}

async function prepare(core: Core, open: OpenVault, { login, invite, way, row }: Wanted): Promise<Prepared> {
  const { account, database } = open;
  const rk = systemRandom(16);
  const [rec, code] = await Promise.all([recoveryKeys(rk, account.idBytes), writeRecoveryCode(rk)]);
  const recSlot = await makeSlot({ owner: slotOwner(account), gen: account.gen, created: core.env.now(), amk: account.amk, type: SLOT_REC, kdfParams: REC_PARAMS, kek: rec.kek });
  const slots = [way.slot, recSlot];
  const signature = await signSlots(account.ik, account.idBytes, account.gen, slots);
  await checkSlots(account.ik.pub, account.idBytes, account.gen, slots, signature);
  const identity = (await readMeta(database, "identity")) ?? [];
  const body: RegisterRequest = {
    login,
    invite,
    account_id: account.id,
    gen: account.gen,
    bundle: toBase64url(new Uint8Array(row.bundle)),
    slots: slots.map(toBase64url),
    slots_sig: toBase64url(signature),
    pw: way.pw,
    rec: { slot_id: slotIdOf(recSlot), rec_id: hex(await recoveryId(rk)), auth: toBase64url(rec.auth) },
    identity: identity.map((entry) => toBase64url(new Uint8Array(entry))),
  };
  return { body, attempt: { ...(way.pw === null ? { prf: way.slot } : { pw: way.slot }), rec: recSlot, code } };
}

/** The server has the account: in one transaction only passphrase and code open this vault, and it knows its login name. */
async function finish(core: Core, open: OpenVault, login: string, attempt: Attempt): Promise<Result<Made, never>> {
  const { account, database, home } = open;
  const slots = [attempt.pw, attempt.prf, attempt.rec].filter((slot) => slot !== undefined);
  const signup = await sealAttempts(account, [attempt]);
  const records = setSettings(core.clock.stamp(), account.id, { login });
  const box = await sealPending(account, account.id, records);
  const n = await withLock("holdfast-write", () =>
    write(database, ["meta", "pending"], async (tx) => {
      const row = await ownRow(tx, account.id);
      await putMeta(tx, "account", { ...row, registered: true, slots: slots.map((slot) => slot.buffer) });
      await putMeta(tx, "signup", signup);
      await tx.objectStore("meta").delete("device_key");
      return tx.objectStore("pending").add({ log: account.id, box });
    }),
  );
  addOwn(home, account, records);
  home.unsent.set(`p${n}`, records);
  core.registered = true;
  core.unrehearsedCode.value = attempt.code;
  saved(core, account.id);
  tell(core, { type: "account" });
  core.rounds?.soon();
  return { ok: true, value: { recoveryCode: attempt.code } };
}

/** Ends an earlier try that the server took while its answer was lost. Null when what is under this name is none of ours. */
export async function resume(core: Core, open: OpenVault, { login, passphrase }: Chosen): Promise<Result<Made, EarlierFailure> | null> {
  const kept = await keptAttempts(open);
  if (kept.length === 0) return null;
  const { door, run } = core.env;
  const { id, idBytes, device } = open.account;
  const asked = await prelogin(door, login);
  if (!asked.ok) return asked.failure.type === "refused" && asked.failure.code === "login_name" ? null : authFailure(asked.failure);
  if (asked.value.account_id !== id) return null;
  const attempt = kept.find(({ pw }) => pw !== undefined && toBase64url(parseSlot(pw).kdfParams) === asked.value.kdf_params);
  if (attempt?.pw === undefined) return { ok: false, type: "server" };
  const keys = await passphraseKeys(run, passphrase, parseSlot(attempt.pw).kdfParams, idBytes);
  const answer = await logIn(door, { login, auth: toBase64url(keys.auth), device_id: device.id });
  if (!answer.ok) return authFailure(answer.failure);
  if (answer.value.account_id !== id) return { ok: false, type: "server" };
  return finish(core, open, login, attempt);
}

/** Ends an earlier try with a passkey by the recovery code made for it: no name or passkey is asked. Null when the server took none. */
export async function resumeByCode(core: Core, open: OpenVault): Promise<Result<Made, EarlierFailure> | null> {
  const { id, idBytes, device } = open.account;
  for (const attempt of await keptAttempts(open)) {
    const rk = attempt.prf === undefined ? null : await asRecoveryKey(attempt.code);
    if (rk === null) continue;
    const { auth } = await recoveryKeys(rk, idBytes);
    const answer = await finishRecovery(core.env.door, { rec_id: hex(await recoveryId(rk)), auth: toBase64url(auth), device_id: device.id });
    if (answer.ok) return answer.value.account_id === id ? finish(core, open, answer.value.login, attempt) : { ok: false, type: "server" };
    const failed = authFailure(answer.failure);
    if (failed.type !== "refused") return failed;
  }
  return null;
}

function failed(failure: ApiFailure): { readonly ok: false } & SignUpFailure {
  if (failure.type === "offline") return { ok: false, type: "offline" };
  if (failure.status === 429) return { ok: false, type: "too_many" };
  if (failure.code === "account_exists") return { ok: false, type: "earlier_attempt" };
  if (failure.code === "login_taken" || failure.code === "invite") return { ok: false, type: failure.code };
  return { ok: false, type: failure.code === "login_name" ? "login_form" : "server" };
}

async function resumed(core: Core, open: OpenVault, chosen: Chosen): Promise<Result<Made, SignUpFailure> | null> {
  const earlier = (await resumeByCode(core, open)) ?? (await resume(core, open, chosen));
  if (earlier === null || earlier.ok) return earlier;
  return { ok: false, type: earlier.type === "refused" ? "earlier_attempt" : earlier.type };
}

/** Only the server's own plain no ends a try: after silence, or an error on its side or on the way, it may have been taken. */
function isPlainNo(failure: ApiFailure): boolean {
  return failure.type === "refused" && failure.status < 500 && failure.problem.code !== undefined;
}

/** `resumed` looks for an earlier try when something is there already. */
export async function attemptNew(core: Core, open: OpenVault, wanted: Wanted, resumed: () => Promise<Result<Made, SignUpFailure> | null>): Promise<Result<Made, SignUpFailure>> {
  const { body, attempt } = await prepare(core, open, wanted);
  await changeAttempts(open, (kept) => [...kept, attempt]);
  const answer = await register(core.env.door, body);
  if (answer.ok) return finish(core, open, wanted.login, attempt);
  const { failure } = answer;
  if (!isPlainNo(failure)) return failed(failure);
  // What is there already may be an earlier try, or this one delivered twice.
  const earlier = failure.type === "refused" && failure.status === 409 ? await resumed() : null;
  if (earlier !== null) return earlier;
  await changeAttempts(open, (kept) => kept.filter(({ code }) => code !== attempt.code));
  return failed(failure);
}

export async function signUp(core: Core, login: string, passphrase: string, invite = ""): Promise<Result<Made, SignUpFailure>> {
  const { open } = core;
  const row = open === null ? undefined : await readMeta(open.database, "account");
  if (open === null || row === undefined || core.registered) return { ok: false, type: "server" };
  if (!isLongEnough(passphrase)) throw new RangeError("passphrase too short");
  const chosen = { login, passphrase };
  try {
    const again = (): Promise<Result<Made, SignUpFailure> | null> => resumed(core, open, chosen);
    return (await again()) ?? (await attemptNew(core, open, { login, invite, way: await byPassphrase(core, open, passphrase), row }, again));
  } catch (error) {
    if (isStorageFailure(error)) return { ok: false, type: "storage" };
    throw error;
  }
}

/** Whether a new account needs an invitation code; without a network nobody knows. */
export async function asksForInvite(core: Core): Promise<boolean> {
  const hello = await core.env.door.hello();
  return hello.ok && hello.value.invite_only;
}
