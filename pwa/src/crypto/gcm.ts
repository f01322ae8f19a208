// AES-256-GCM with a key used once, so with a nonce given by the format.
import type { Bytes } from "./bytes.js";
import { CryptoRefusal, type RefusalCode } from "./refusal.js";

export const TAG = 16;
export const ZERO_NONCE: Bytes = new Uint8Array(12);

export function gcmKey(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes as Bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function gcmSeal(key: CryptoKey, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Promise<Bytes> {
  const parameters = { name: "AES-GCM", iv: nonce as Bytes, additionalData: aad as Bytes };
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, plaintext as Bytes));
}

/** Refuses with `code` (and `index`) when the tag does not hold. */
export async function gcmOpen(
  key: CryptoKey,
  nonce: Uint8Array,
  aad: Uint8Array,
  ciphertext: Uint8Array,
  code: RefusalCode,
  index?: number,
): Promise<Bytes> {
  const parameters = { name: "AES-GCM", iv: nonce as Bytes, additionalData: aad as Bytes };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, ciphertext as Bytes));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") throw new CryptoRefusal(code, index);
    throw error;
  }
}
