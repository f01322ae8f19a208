// Box: every wrapped key, committed to its key and bound to its context.
import { type Bytes, concat } from "./bytes.js";
import { equalBytes } from "./constant-time.js";
import { gcmKey, gcmOpen, gcmSeal, TAG, ZERO_NONCE } from "./gcm.js";
import { hkdf, type Ikm } from "./hkdf.js";
import { systemRandom, type Random } from "./random.js";
import { CryptoRefusal } from "./refusal.js";

const HEAD = 64;

async function derive(key: Ikm, salt: Uint8Array, label: string): Promise<{ key: CryptoKey; commit: Bytes }> {
  const okm = await hkdf(key, salt, `e1/${label}`, 64);
  return { key: await gcmKey(okm.subarray(0, 32)), commit: okm.slice(32) };
}

export async function sealBox(key: Ikm, label: string, aad: Uint8Array, plaintext: Uint8Array, random: Random = systemRandom): Promise<Bytes> {
  const salt = random(32);
  const derived = await derive(key, salt, label);
  const head = concat(salt, derived.commit);
  return concat(head, await gcmSeal(derived.key, ZERO_NONCE, concat(aad, head), plaintext));
}

/** Refuses `truncated`, `commitment` or `decrypt`. */
export async function openBox(key: Ikm, label: string, aad: Uint8Array, box: Uint8Array): Promise<Bytes> {
  if (box.length < HEAD + TAG) throw new CryptoRefusal("truncated");
  const head = box.subarray(0, HEAD);
  const derived = await derive(key, head.subarray(0, 32), label);
  if (!equalBytes(derived.commit, head.subarray(32))) throw new CryptoRefusal("commitment");
  return gcmOpen(derived.key, ZERO_NONCE, concat(aad, head), box.subarray(HEAD), "decrypt");
}
