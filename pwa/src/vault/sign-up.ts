// Makes an account of what is on this phone: passphrase and recovery code replace the device slot.
import { logIn, register } from "../api/accounts.js";
import type { ApiFailure } from "../api/door.js";
import type { RegisterRequest } from "../api/wire.gen.js";
import { toBase64url } from "../crypto/base64url.js";
import { openBox, sealBox } from "../crypto/box.js";
import { type Bytes, hex } from "../crypto/bytes.js";
import { decodeCbor, encodeCbor } from "../crypto/cbor.js";
import { REC_PARAMS, recoveryId, writePwParams } from "../crypto/kdf-params.js";
import { systemRandom } from "../crypto/random.js";
import { normaliseCode, writeRecoveryCode } from "../crypto/recovery-code.js";
import { checkSlots, makeSlot, parseSlot, signSlots, SLOT_DEV, SLOT_PW, SLOT_REC } from "../crypto/slots.js";
import { setSettings } from "../domain/build.js";
import { background } from "../store/failure.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { AccountRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { type Core, saved, tell } from "./core.js";
import type { OpenVault } from "./open-vault.js";
import { freshPwParams, isLongEnough, passphraseKeys, recoveryKeys } from "./passphrase.js";
import type { Result, SignUpFailure } from "./port.js";
import { saveRecords } from "./writer.js";

interface Attempt {
  readonly body: RegisterRequest;
  readonly slots: readonly [pw: Bytes, rec: Bytes];
  readonly code: string;
}

async function prepare(core: Core, open: OpenVault, login: string, passphrase: string, row: AccountRow): Promise<Attempt> {
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
  return { body, slots: [pwSlot, recSlot], code };
}

/** The new slots and the code are durable, beside the device slot, before the server hears of them. */
async function keepAttempt({ account, database }: OpenVault, row: AccountRow, { slots, code }: Attempt): Promise<void> {
  const dev = row.slots.filter((slot) => new Uint8Array(slot)[5] === SLOT_DEV);
  const box = await sealBox(account.home, "signup", account.idBytes, encodeCbor({ code }));
  await write(database, ["meta"], async (tx) => {
    await putMeta(tx, "account", { ...row, slots: [...dev, ...slots.map((slot) => slot.buffer)] });
    await putMeta(tx, "signup", box.buffer);
  });
}

/** The server has the account: from here on only passphrase and code open this phone's vault. */
async function finish(core: Core, open: OpenVault, login: string, code: string): Promise<void> {
  const { database } = open;
  await write(database, ["meta"], async (tx) => {
    const row = (await tx.objectStore("meta").get("account")) as AccountRow;
    await putMeta(tx, "account", { ...row, registered: true, slots: row.slots.filter((slot) => new Uint8Array(slot)[5] !== SLOT_DEV) });
    await tx.objectStore("meta").delete("device_key");
  });
  core.registered = true;
  core.recoveryCode = code;
  const kept = await saveRecords(open, open.home, null, { build: (stamp) => setSettings(stamp, open.account.id, { login }) });
  if (kept.ok) saved(core, open.account.id);
  tell(core, { type: "account" });
  core.rounds?.soon();
}

/** An earlier try reached the server, and this phone was killed before it heard so: does the passphrase open that one? */
async function resume(core: Core, open: OpenVault, row: AccountRow, login: string, passphrase: string): Promise<string | null> {
  const box = await readMeta(open.database, "signup");
  const pwSlot = row.slots.map((slot) => new Uint8Array(slot)).find((slot) => slot[5] === SLOT_PW);
  if (box === undefined || pwSlot === undefined) return null;
  const keys = await passphraseKeys(core.env.run, passphrase, parseSlot(pwSlot).kdfParams, open.account.idBytes);
  const answer = await logIn(core.env.door, { login, auth: toBase64url(keys.auth), device_id: open.account.device.id });
  if (!answer.ok || answer.value.account_id !== open.account.id) return null;
  const map = decodeCbor(await openBox(open.account.home, "signup", open.account.idBytes, new Uint8Array(box)));
  const code = (map as { readonly code?: unknown }).code;
  return typeof code === "string" ? code : null;
}

function failed(failure: ApiFailure): { readonly ok: false } & SignUpFailure {
  if (failure.type === "offline") return { ok: false, type: "offline" };
  if (failure.status === 429) return { ok: false, type: "too_many" };
  if (failure.code === "login_taken") return { ok: false, type: "login_taken" };
  return { ok: false, type: failure.code === "login_name" ? "login_form" : "server" };
}

export async function signUp(core: Core, login: string, passphrase: string): Promise<Result<{ readonly recoveryCode: string }, SignUpFailure>> {
  const { open } = core;
  const row = open === null ? undefined : await readMeta(open.database, "account");
  if (open === null || row === undefined || core.registered) return { ok: false, type: "server" };
  if (!isLongEnough(passphrase)) throw new RangeError("passphrase too short");
  const earlier = await resume(core, open, row, login, passphrase);
  if (earlier !== null) {
    await finish(core, open, login, earlier);
    return { ok: true, value: { recoveryCode: earlier } };
  }
  const attempt = await prepare(core, open, login, passphrase, row);
  await keepAttempt(open, row, attempt);
  const answer = await register(core.env.door, attempt.body);
  if (!answer.ok) return failed(answer.failure);
  await finish(core, open, login, attempt.code);
  return { ok: true, value: { recoveryCode: attempt.code } };
}

/** True when the groups typed back are those of the code just made. */
export function recoveryRehearsed(core: Core, groups: readonly { readonly index: number; readonly text: string }[]): boolean {
  const code = core.recoveryCode?.split("-");
  const right = code !== undefined && groups.length > 0 && groups.every(({ index, text }) => code[index] !== undefined && normaliseCode(text) === code[index]);
  const { open } = core;
  if (right && open !== null) background(write(open.database, ["meta"], (tx) => tx.objectStore("meta").delete("signup")));
  return right;
}
