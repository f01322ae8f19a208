// Makes an account of what is on this phone: passphrase and recovery code replace the device slot.
import { logIn, prelogin, register } from "../api/accounts.js";
import type { ApiFailure } from "../api/door.js";
import type { RegisterRequest } from "../api/wire.gen.js";
import { toBase64url } from "../crypto/base64url.js";
import { type Bytes, hex } from "../crypto/bytes.js";
import { REC_PARAMS, recoveryId, writePwParams } from "../crypto/kdf-params.js";
import { systemRandom } from "../crypto/random.js";
import { normaliseCode, writeRecoveryCode } from "../crypto/recovery-code.js";
import { checkSlots, makeSlot, parseSlot, signSlots, SLOT_PW, SLOT_REC } from "../crypto/slots.js";
import { setSettings } from "../domain/build.js";
import { background, isStorageFailure } from "../store/failure.js";
import { withLock } from "../store/locks.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { AccountRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { authFailure } from "./api-failures.js";
import { type Core, saved, tell } from "./core.js";
import { addOwn, sealPending } from "./log-view.js";
import type { OpenVault } from "./open-vault.js";
import { freshPwParams, isLongEnough, passphraseKeys, recoveryKeys } from "./passphrase.js";
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

type Made = { readonly recoveryCode: string };
type EarlierFailure = { readonly type: "refused" | "offline" | "too_many" | "server" };

async function prepare(core: Core, open: OpenVault, { login, passphrase }: Chosen, row: AccountRow): Promise<Prepared> {
  const { account, database } = open;
  const params = freshPwParams();
  const rk = systemRandom(16);
  const [pw, rec, code] = await Promise.all([passphraseKeys(core.env.run, passphrase, params, account.idBytes), recoveryKeys(rk, account.idBytes), writeRecoveryCode(rk)]);
  const both = { accountId: account.idBytes, gen: account.gen, created: core.env.now(), amk: account.amk };
  const kdfParams = writePwParams(params);
  const pwSlot = await makeSlot({ ...both, type: SLOT_PW, kdfParams, kek: pw.kek });
  const recSlot = await makeSlot({ ...both, type: SLOT_REC, kdfParams: REC_PARAMS, kek: rec.kek });
  const signature = await signSlots(account.ik, account.idBytes, account.gen, [pwSlot, recSlot]);
  await checkSlots(account.ik.pub, account.idBytes, account.gen, [pwSlot, recSlot], signature);
  const identity = (await readMeta(database, "identity")) ?? [];
  const id = (slot: Bytes): string => hex(parseSlot(slot).slotId);
  const body: RegisterRequest = {
    login,
    account_id: account.id,
    gen: account.gen,
    bundle: toBase64url(new Uint8Array(row.bundle)),
    slots: [toBase64url(pwSlot), toBase64url(recSlot)],
    slots_sig: toBase64url(signature),
    pw: { slot_id: id(pwSlot), auth: toBase64url(pw.auth), kdf_params: toBase64url(kdfParams) },
    rec: { slot_id: id(recSlot), rec_id: hex(await recoveryId(rk)), auth: toBase64url(rec.auth) },
    identity: identity.map((entry) => toBase64url(new Uint8Array(entry))),
  };
  return { body, attempt: { pw: pwSlot, rec: recSlot, code } };
}

/** The server has the account: in one transaction only passphrase and code open this vault, and it knows its login name. */
async function finish(core: Core, open: OpenVault, login: string, attempt: Attempt): Promise<Result<Made, never>> {
  const { account, database, home } = open;
  const signup = await sealAttempts(account, [attempt]);
  const records = setSettings(core.clock.stamp(), account.id, { login });
  const box = await sealPending(account, account.id, records);
  const n = await withLock("holdfast-write", () =>
    write(database, ["meta", "pending"], async (tx) => {
      const row = await ownRow(tx, account.id);
      await putMeta(tx, "account", { ...row, registered: true, slots: [attempt.pw.buffer, attempt.rec.buffer] });
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
  const attempt = kept.find(({ pw }) => toBase64url(parseSlot(pw).kdfParams) === asked.value.kdf_params);
  if (attempt === undefined) return { ok: false, type: "server" };
  const keys = await passphraseKeys(run, passphrase, parseSlot(attempt.pw).kdfParams, idBytes);
  const answer = await logIn(door, { login, auth: toBase64url(keys.auth), device_id: device.id });
  if (!answer.ok) return authFailure(answer.failure);
  if (answer.value.account_id !== id) return { ok: false, type: "server" };
  return finish(core, open, login, attempt);
}

function failed(failure: ApiFailure): { readonly ok: false } & SignUpFailure {
  if (failure.type === "offline") return { ok: false, type: "offline" };
  if (failure.status === 429) return { ok: false, type: "too_many" };
  if (failure.code === "account_exists") return { ok: false, type: "earlier_attempt" };
  if (failure.code === "login_taken") return { ok: false, type: "login_taken" };
  return { ok: false, type: failure.code === "login_name" ? "login_form" : "server" };
}

async function resumed(core: Core, open: OpenVault, chosen: Chosen): Promise<Result<Made, SignUpFailure> | null> {
  const earlier = await resume(core, open, chosen);
  if (earlier === null || earlier.ok) return earlier;
  return { ok: false, type: earlier.type === "refused" ? "earlier_attempt" : earlier.type };
}

/** Only the server's own plain no ends a try: after silence, or an error on its side or on the way, it may have been taken. */
function isPlainNo(failure: ApiFailure): boolean {
  return failure.type === "refused" && failure.status < 500 && failure.problem.code !== undefined;
}

async function attemptNew(core: Core, open: OpenVault, chosen: Chosen, row: AccountRow): Promise<Result<Made, SignUpFailure>> {
  const { body, attempt } = await prepare(core, open, chosen, row);
  await changeAttempts(open, (kept) => [...kept, attempt]);
  const answer = await register(core.env.door, body);
  if (answer.ok) return finish(core, open, chosen.login, attempt);
  const { failure } = answer;
  if (!isPlainNo(failure)) return failed(failure);
  // What is there already may be an earlier try, or this one delivered twice.
  const earlier = failure.type === "refused" && failure.status === 409 ? await resumed(core, open, chosen) : null;
  if (earlier !== null) return earlier;
  await changeAttempts(open, (kept) => kept.filter(({ code }) => code !== attempt.code));
  return failed(failure);
}

export async function signUp(core: Core, login: string, passphrase: string): Promise<Result<Made, SignUpFailure>> {
  const { open } = core;
  const row = open === null ? undefined : await readMeta(open.database, "account");
  if (open === null || row === undefined || core.registered) return { ok: false, type: "server" };
  if (!isLongEnough(passphrase)) throw new RangeError("passphrase too short");
  const chosen = { login, passphrase };
  try {
    return (await resumed(core, open, chosen)) ?? (await attemptNew(core, open, chosen, row));
  } catch (error) {
    if (isStorageFailure(error)) return { ok: false, type: "storage" };
    throw error;
  }
}

/** True when the groups typed back are those of this account's code. */
export function recoveryRehearsed(core: Core, groups: readonly { readonly index: number; readonly text: string }[]): boolean {
  const code = core.unrehearsedCode.value?.split("-");
  const right = code !== undefined && groups.length > 0 && groups.every(({ index, text }) => code[index] !== undefined && normaliseCode(text) === code[index]);
  const { open } = core;
  if (!right || open === null) return right;
  core.unrehearsedCode.value = null;
  background(write(open.database, ["meta"], (tx) => tx.objectStore("meta").delete("signup")));
  return true;
}
