// HKDF-SHA-256, from bytes or from a key that cannot be read out.
import { type Bytes, ascii } from "./bytes.js";

/** Input key material: bytes, or an HKDF CryptoKey. */
export type Ikm = Uint8Array | CryptoKey;

export function hkdfKey(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes as Bytes, "HKDF", false, ["deriveBits"]);
}

export async function hkdf(ikm: Ikm, salt: Uint8Array, info: Uint8Array | string, length: number): Promise<Bytes> {
  const key = ikm instanceof Uint8Array ? await hkdfKey(ikm) : ikm;
  const bits = await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: salt as Bytes, info: (typeof info === "string" ? ascii(info) : info) as Bytes },
    key,
    length * 8,
  );
  return new Uint8Array(bits);
}
