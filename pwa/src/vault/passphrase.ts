// From what a person remembers or has written down to the keys of a slot.
import { newPwParams, pwKeys, type PwParams, readPwParams, recKeys, type SecretKeys } from "../crypto/kdf-params.js";
import type { Bytes } from "../crypto/bytes.js";
import { systemRandom } from "../crypto/random.js";
import { readRecoveryCode } from "../crypto/recovery-code.js";
import { isRefusal } from "../crypto/refusal.js";
import type { RunTask } from "../worker/protocol.js";

/** Shortest passphrase, in characters after NFKC. */
export const LEAST_CHARACTERS = 10;

export function isLongEnough(passphrase: string): boolean {
  return Array.from(passphrase.normalize("NFKC")).length >= LEAST_CHARACTERS;
}

export function freshPwParams(): PwParams {
  return newPwParams(systemRandom(16));
}

/** Slow on purpose: Argon2id in the worker. Refuses `kdf_weak` and `kdf_excessive`. */
export async function passphraseKeys(run: RunTask, passphrase: string, kdfParams: PwParams | Bytes, accountId: Uint8Array): Promise<SecretKeys> {
  const params = kdfParams instanceof Uint8Array ? readPwParams(kdfParams) : kdfParams;
  return pwKeys(await run("stretch", { passphrase, params }), accountId);
}

export function recoveryKeys(rk: Uint8Array, accountId: Uint8Array): Promise<SecretKeys> {
  return recKeys(rk, accountId);
}

/** RK, or null for a text that is no recovery code. */
export async function asRecoveryKey(text: string): Promise<Bytes | null> {
  try {
    return await readRecoveryCode(text);
  } catch (error) {
    if (isRefusal(error, "recovery_typo")) return null;
    throw error;
  }
}
