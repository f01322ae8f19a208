// Opens a locked vault with what the person knows, offline too; online, the session comes back by itself.
import { accountKeys, finishRecovery, logIn } from "../api/accounts.js";
import type { ApiResult } from "../api/door.js";
import type { AccountKeys } from "../api/wire.gen.js";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import { type Bytes, hex } from "../crypto/bytes.js";
import { isWeakerThanNew, recoveryId } from "../crypto/kdf-params.js";
import { isRefusal } from "../crypto/refusal.js";
import type { SlotOwner } from "../crypto/slots.js";
import { background } from "../store/failure.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { AccountRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { keptSlotOwner, openAccount } from "./account-keys.js";
import type { Core } from "./core.js";
import { guarded } from "./guarded.js";
import { believe, keepSlots } from "./keyring.js";
import { becomeOpen } from "./opening.js";
import type { Result } from "./port.js";
import { codeToRehearse } from "./sign-up-attempts.js";
import { type Opened, trySecret } from "./try-secret.js";

/** Null when nobody has to be asked: the session still stands. */
async function askForSession(core: Core, { keys, rk }: Opened): Promise<ApiResult<AccountKeys> | null> {
  const { open } = core;
  if (open === null) return null;
  const { door } = core.env;
  const auth = toBase64url(keys.auth);
  const device_id = open.account.device.id;
  const hello = await door.hello();
  if (!hello.ok) return hello;
  if (hello.value.signed_in && hello.value.device_id === device_id) return null;
  if (rk !== null) return finishRecovery(door, { rec_id: hex(await recoveryId(rk)), auth, device_id });
  const login = open.home.state.login;
  return login === null ? null : logIn(door, { login, auth, device_id });
}

/** Silent: without network or with a refusal, the vault is open all the same and sync says so. */
async function renewSession(core: Core, opened: Opened, secret: string): Promise<void> {
  const { open } = core;
  const answer = await askForSession(core, opened);
  if (open === null || core.open !== open || answer?.ok === false) return;
  const keys = answer ?? (await accountKeys(core.env.door));
  if (!keys.ok || core.open !== open) return;
  if (keys.value.gen > open.account.gen) {
    const { takeLater } = await import("./rekeying.js");
    await guarded(() => takeLater(core, open, keys.value, secret));
    return;
  }
  const ring = await believe(open, keys.value);
  if (!ring.ok || core.open !== open) return;
  await keepSlots(open, ring.value.slots);
  if (opened.rk !== null || !isWeakerThanNew(opened.kdfParams)) return;
  const { changePassphrase } = await import("./rekeying.js");
  await changePassphrase(core, secret, secret, false);
}

/** The passphrase was changed on another phone while this one was locked: its session may still fetch the slots of now. */
async function tryServersSlots(core: Core, row: AccountRow, owner: SlotOwner, secret: string): Promise<Opened | null> {
  const answer = await accountKeys(core.env.door);
  if (!answer.ok || answer.value.account_id !== row.id || answer.value.gen !== row.gen) return null;
  try {
    return await trySecret(core, owner, answer.value.slots.map(fromBase64url), secret);
  } catch (error) {
    if (isRefusal(error) || error instanceof RangeError) return null;
    throw error;
  }
}

/** Remembered until the code is replaced: it has been typed where somebody may have looked on. */
export async function markCodeUsed(core: Core): Promise<void> {
  const { database } = core;
  if (database === null || !core.registered) return;
  core.codeUsed.value = true;
  await write(database, ["meta"], (tx) => putMeta(tx, "code_used", true));
}

export async function unlock(core: Core, secret: string): Promise<Result<void, { readonly type: "refused" }>> {
  if (core.database === null) throw new Error("not started");
  const row = await readMeta(core.database, "account");
  if (row === undefined) return { ok: false, type: "refused" };
  const slots = row.slots.map((slot) => new Uint8Array(slot));
  const owner = await keptSlotOwner(core.database, row);
  const opened = (await trySecret(core, owner, slots, secret)) ?? (core.registered ? await tryServersSlots(core, row, owner, secret) : null);
  if (opened === null) return { ok: false, type: "refused" };
  await openWith(core, row, opened.amk, () => renewSession(core, opened, secret));
  if (opened.rk !== null) await markCodeUsed(core);
  return { ok: true, value: undefined };
}

/** Shows the vault that this AMK opens; `renew` brings the session back in its own time. */
export async function openWith(core: Core, row: AccountRow, amk: Bytes, renew: () => Promise<void>): Promise<void> {
  if (core.database === null) throw new Error("not started");
  const account = await openAccount(core.database, row, amk);
  const [code] = await Promise.all([codeToRehearse({ database: core.database, account }), becomeOpen(core, account)]);
  core.unrehearsedCode.value = code;
  core.session = renew();
  background(core.session.then(() => core.rounds?.soon()));
}
