// Joins this phone to an account: by passphrase, by recovery code, or by what passkeys.ts brings.
import { appendIdentity, finishRecovery, identityEntries, logIn, logOut, prelogin, startRecovery } from "../api/accounts.js";
import type { AccountKeys } from "../api/wire.gen.js";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import { type Bytes, hex } from "../crypto/bytes.js";
import { type SigningKey, signingKey } from "../crypto/ed25519.js";
import { deviceAddEntry, type Identity, verifyIdentity } from "../crypto/identity.js";
import { idBytes } from "../crypto/ids.js";
import { recoveryId, type SecretKeys } from "../crypto/kdf-params.js";
import { systemRandom } from "../crypto/random.js";
import { isRefusal } from "../crypto/refusal.js";
import { SLOT_PW, SLOT_REC } from "../crypto/slots.js";
import { putRow, rowsIn } from "../store/inbox.js";
import { withLock } from "../store/locks.js";
import { putMeta } from "../store/meta.js";
import type { AccountRow, DeviceRow, StoreName, WriteTx } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { type OpenAccount, sealDevice } from "./account-keys.js";
import { authFailure } from "./api-failures.js";
import { type Core, tell } from "./core.js";
import { pack, unpack } from "./local-cases.js";
import { becomeOpen } from "./opening.js";
import type { OpenVault } from "./open-vault.js";
import { asRecoveryKey, passphraseKeys, recoveryKeys } from "./passphrase.js";
import type { AuthFailure, Result } from "./port.js";
import { resume } from "./sign-up.js";
import { markCodeUsed } from "./unlock.js";
import { type Verified, verifyKeys } from "./verified-keys.js";

const CLAIMS = 5;

const isPw = (slot: Bytes): boolean => slot[5] === SLOT_PW;
const isRec = (slot: Bytes): boolean => slot[5] === SLOT_REC;

interface Claimed {
  readonly device: DeviceRow;
  readonly signing: SigningKey;
  readonly identity: Identity;
  readonly entries: readonly Bytes[];
}

/** Claims the next letter; another phone may be doing the same. */
async function claimLetter(core: Core, { account, entries: known }: Verified): Promise<Claimed | AuthFailure> {
  const deviceId = systemRandom(16);
  const seed = systemRandom(32);
  const signing = await signingKey(seed);
  let entries = known;
  let identity = account.identity;
  for (let claim = 0; claim < CLAIMS; claim += 1) {
    const letter = identity.devices.size + 1;
    const entry = await deviceAddEntry(account.ik, account.idBytes, identity, { id: deviceId, pub: signing.pub, letter }, core.env.now());
    const answer = await appendIdentity(core.env.door, toBase64url(entry));
    if (answer.ok) {
      const all = [...entries, entry];
      const device = await sealDevice(account.home, account.idBytes, deviceId, letter, seed);
      return { device, signing, entries: all, identity: await verifyIdentity(all, account.idBytes, account.ik.pub) };
    }
    if (answer.failure.type === "offline" || answer.failure.code !== "identity_conflict") return authFailure(answer.failure);
    const now = await identityEntries(core.env.door);
    if (!now.ok) return authFailure(now.failure);
    entries = now.value.entries.map(fromBase64url);
    identity = await verifyIdentity(entries, account.idBytes, account.ik.pub);
  }
  return { type: "server" };
}

/** All but the pictures, which stay what they are. */
const REPLACED: readonly StoreName[] = ["meta", "heads", "ops", "outbox", "pending"];

/** A phone that is of an account already is not joined to another. */
class HasAccount extends Error {
  override readonly name = "HasAccount";
}

/** Throws unless this phone still holds the account `id`, never registered. */
async function mustBeUnregistered(tx: WriteTx, id: string): Promise<void> {
  const row = (await tx.objectStore("meta").get("account")) as AccountRow | undefined;
  if (row?.id !== id || row.registered) throw new HasAccount();
}

/** One durable transaction, in which what this phone holds by now, by any tab, comes along. */
function replace(core: Core, open: OpenVault, { account, slots, keys }: Verified, claimed: Claimed): Promise<OpenAccount> {
  return withLock("holdfast-write", async () => {
    const { id, letter } = claimed.device;
    const joined: OpenAccount = { ...account, identity: claimed.identity, device: { id, letter, signing: claimed.signing } };
    const packed = await pack(open, joined, core.currentId, core.drafts);
    const bundle = fromBase64url(keys.bundle).buffer;
    await write(open.database, REPLACED, async (tx) => {
      await mustBeUnregistered(tx, open.account.id);
      const waiting = await rowsIn(tx.objectStore("meta"));
      for (const name of REPLACED) await tx.objectStore(name).clear();
      await putMeta(tx, "account", { id: account.id, gen: account.gen, bundle, slots: slots.map((slot) => slot.buffer), registered: true });
      await putMeta(tx, "device", claimed.device);
      await putMeta(tx, "identity", claimed.entries.map((entry) => entry.buffer));
      await unpack(tx, packed);
      for (const { id, row } of waiting) await putRow(tx, id, row);
    });
    return joined;
  });
}

/** Joins this phone to the account, with what it holds; durable before it is shown. */
export async function adopt(core: Core, open: OpenVault, keys: AccountKeys, isMine: (slot: Bytes) => boolean, kek: Bytes): Promise<Result<void, AuthFailure>> {
  const verified = await verifyKeys(keys, isMine, kek);
  // Before a letter is claimed for nothing.
  await write(open.database, REPLACED, (tx) => mustBeUnregistered(tx, open.account.id));
  const claimed = await claimLetter(core, verified);
  if ("type" in claimed) return { ok: false, ...claimed };
  const joined = await replace(core, open, verified, claimed);
  core.registered = true;
  tell(core, { type: "account" });
  await becomeOpen(core, joined);
  await core.rounds?.now();
  return { ok: true, value: undefined };
}

/** Crypto refusals here mean a server that lies or a slot that our secret does not open. */
export async function guarded<F extends { readonly type: string }>(core: Core, act: () => Promise<Result<void, F>>): Promise<Result<void, F | { readonly type: "kdf" | "false_keys" | "server" | "has_account" }>> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof HasAccount) {
      await logOut(core.env.door);
      return { ok: false, type: "has_account" };
    }
    if (isRefusal(error)) return { ok: false, type: error.code.startsWith("kdf_") ? "kdf" : "false_keys" };
    if (error instanceof RangeError) return { ok: false, type: "server" };
    throw error;
  }
}

/** This phone's vault, open and never registered; null otherwise. */
export function unregistered({ open, registered }: Core): OpenVault | null {
  return registered ? null : open;
}

export function signIn(core: Core, login: string, passphrase: string): Promise<Result<void, AuthFailure>> {
  return guarded<AuthFailure>(core, async () => {
    const { open } = core;
    const earlier = open === null || core.registered ? null : await resume(core, open, { login, passphrase });
    if (earlier !== null) return earlier.ok ? { ok: true, value: undefined } : earlier;
    const mine = unregistered(core);
    if (mine === null) return { ok: false, type: "has_account" };
    const asked = await prelogin(core.env.door, login);
    if (!asked.ok) return authFailure(asked.failure);
    const { account_id, kdf_params } = asked.value;
    const keys = await passphraseKeys(core.env.run, passphrase, fromBase64url(kdf_params), idBytes(account_id));
    const answer = await logIn(core.env.door, { login, auth: toBase64url(keys.auth), device_id: null });
    if (!answer.ok) return authFailure(answer.failure);
    if (answer.value.account_id !== account_id) return { ok: false, type: "false_keys" };
    return adopt(core, mine, answer.value, isPw, keys.kek);
  });
}

export function recover(core: Core, code: string): Promise<Result<void, AuthFailure | { readonly type: "typo" }>> {
  return guarded<AuthFailure | { readonly type: "typo" }>(core, async () => {
    const rk = await asRecoveryKey(code);
    if (rk === null) return { ok: false, type: "typo" };
    const mine = unregistered(core);
    if (mine === null) return { ok: false, type: "has_account" };
    const rec_id = hex(await recoveryId(rk));
    const asked = await startRecovery(core.env.door, rec_id);
    if (!asked.ok) return authFailure(asked.failure);
    const keys: SecretKeys = await recoveryKeys(rk, idBytes(asked.value.account_id));
    const answer = await finishRecovery(core.env.door, { rec_id, auth: toBase64url(keys.auth), device_id: null });
    if (!answer.ok) return authFailure(answer.failure);
    if (answer.value.account_id !== asked.value.account_id) return { ok: false, type: "false_keys" };
    const adopted = await adopt(core, mine, answer.value, isRec, keys.kek);
    if (adopted.ok) await markCodeUsed(core);
    return adopted;
  });
}
