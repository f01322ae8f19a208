// Opens a locked vault with what the person knows, offline too; online, the session comes back by itself.
import { finishRecovery, logIn } from "../api/accounts.js";
import { toBase64url } from "../crypto/base64url.js";
import { type Bytes, hex } from "../crypto/bytes.js";
import { idBytes } from "../crypto/ids.js";
import { recoveryId, type SecretKeys } from "../crypto/kdf-params.js";
import { isRefusal } from "../crypto/refusal.js";
import { openSlot, parseSlot, SLOT_PW, SLOT_REC } from "../crypto/slots.js";
import { background } from "../store/failure.js";
import { readMeta } from "../store/meta.js";
import type { AccountRow } from "../store/schema.js";
import { openAccount } from "./account-keys.js";
import type { Core } from "./core.js";
import { becomeOpen } from "./opening.js";
import { asRecoveryKey, passphraseKeys, recoveryKeys } from "./passphrase.js";
import type { Result } from "./port.js";
import { codeToRehearse } from "./sign-up-attempts.js";

interface Opened {
  readonly amk: Bytes;
  readonly keys: SecretKeys;
  /** The recovery key, when that was the secret. */
  readonly rk: Bytes | null;
}

async function trySlot(slot: Bytes | undefined, account: Bytes, keys: SecretKeys): Promise<Bytes | null> {
  if (slot === undefined) return null;
  try {
    return await openSlot(slot, account, keys.kek);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Recovery code first when it reads as one: its check costs nothing. */
async function tryAll(core: Core, row: AccountRow, secret: string): Promise<Opened | null> {
  const account = idBytes(row.id);
  const slots = row.slots.map((slot) => new Uint8Array(slot));
  const rk = await asRecoveryKey(secret);
  if (rk !== null) {
    const keys = await recoveryKeys(rk, account);
    const amk = await trySlot(slots.find((slot) => slot[5] === SLOT_REC), account, keys);
    if (amk !== null) return { amk, keys, rk };
  }
  const pw = slots.find((slot) => slot[5] === SLOT_PW);
  if (pw === undefined) return null;
  const keys = await passphraseKeys(core.env.run, secret, parseSlot(pw).kdfParams, account);
  const amk = await trySlot(pw, account, keys);
  return amk === null ? null : { amk, keys, rk: null };
}

/** Silent: without network or with a refusal, the vault is open all the same and sync says so. */
async function renewSession(core: Core, { keys, rk }: Opened): Promise<void> {
  const { open } = core;
  if (open === null) return;
  const { door } = core.env;
  const auth = toBase64url(keys.auth);
  const device_id = open.account.device.id;
  const hello = await door.hello();
  if (!hello.ok) return;
  if (hello.value.signed_in && hello.value.device_id === device_id) return;
  const login = open.home.state.login;
  if (rk !== null) await finishRecovery(door, { rec_id: hex(await recoveryId(rk)), auth, device_id });
  else if (login !== null) await logIn(door, { login, auth, device_id });
}

export async function unlock(core: Core, secret: string): Promise<Result<void, { readonly type: "refused" }>> {
  if (core.database === null) throw new Error("not started");
  const row = await readMeta(core.database, "account");
  if (row === undefined) return { ok: false, type: "refused" };
  const opened = await tryAll(core, row, secret);
  if (opened === null) return { ok: false, type: "refused" };
  const account = await openAccount(core.database, row, opened.amk);
  const code = await codeToRehearse({ database: core.database, account });
  await becomeOpen(core, account);
  core.unrehearsedCode.value = code;
  core.session = renewSession(core, opened);
  background(core.session.then(() => core.rounds?.soon()));
  return { ok: true, value: undefined };
}
