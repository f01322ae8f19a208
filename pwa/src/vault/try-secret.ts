// What a typed secret opens: recovery code first, then passphrase.
import type { Bytes } from "../crypto/bytes.js";
import { REC_PARAMS, type SecretKeys } from "../crypto/kdf-params.js";
import { isRefusal } from "../crypto/refusal.js";
import { openSlot, parseSlot, SLOT_PW, SLOT_REC, type SlotOwner } from "../crypto/slots.js";
import type { Core } from "./core.js";
import { asRecoveryKey, passphraseKeys, recoveryKeys } from "./passphrase.js";

export interface Opened {
  readonly amk: Bytes;
  readonly keys: SecretKeys;
  /** The recovery key, when that was the secret. */
  readonly rk: Bytes | null;
  /** The slot's kdf_params. */
  readonly kdfParams: Bytes;
}

async function trySlot(slot: Bytes | undefined, owner: SlotOwner, keys: SecretKeys): Promise<Bytes | null> {
  if (slot === undefined) return null;
  try {
    return await openSlot(slot, owner, keys.kek);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Recovery code first when it reads as one: its check costs nothing. */
export async function trySecret(core: Core, owner: SlotOwner, slots: readonly Bytes[], secret: string): Promise<Opened | null> {
  const rk = await asRecoveryKey(secret);
  if (rk !== null) {
    const keys = await recoveryKeys(rk, owner.accountId);
    const amk = await trySlot(slots.find((slot) => slot[5] === SLOT_REC), owner, keys);
    if (amk !== null) return { amk, keys, rk, kdfParams: REC_PARAMS };
  }
  const pw = slots.find((slot) => slot[5] === SLOT_PW);
  if (pw === undefined) return null;
  const { kdfParams } = parseSlot(pw);
  const keys = await passphraseKeys(core.env.run, secret, kdfParams, owner.accountId);
  const amk = await trySlot(pw, owner, keys);
  return amk === null ? null : { amk, keys, rk: null, kdfParams };
}
