// Ed25519 from 32-byte seeds.
import { fromBase64url } from "./base64url.js";
import { ascii, type Bytes, concat, unhex } from "./bytes.js";

const PKCS8 = unhex("302e020100300506032b657004220420");

export interface SigningKey {
  readonly sign: CryptoKey;
  readonly pub: Bytes;
}

export async function signingKey(seed: Uint8Array): Promise<SigningKey> {
  const pkcs8 = concat(PKCS8, seed);
  const readable = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const jwk = await crypto.subtle.exportKey("jwk", readable);
  const sign = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]);
  return { sign, pub: fromBase64url(jwk.x ?? "") };
}

/** Signs label ‖ message. */
export async function sign(key: SigningKey, label: string, message: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign("Ed25519", key.sign, concat(ascii(label), message)));
}

export async function verify(pub: Uint8Array, label: string, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", pub as Bytes, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature as Bytes, concat(ascii(label), message));
}
