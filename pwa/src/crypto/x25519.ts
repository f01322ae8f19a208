// X25519 public keys from 32-byte private keys.
import { fromBase64url } from "./base64url.js";
import { type Bytes, concat, unhex } from "./bytes.js";

const PKCS8 = unhex("302e020100300506032b656e04220420");

export async function x25519Pub(priv: Uint8Array): Promise<Bytes> {
  const key = await crypto.subtle.importKey("pkcs8", concat(PKCS8, priv), "X25519", true, ["deriveBits"]);
  const jwk = await crypto.subtle.exportKey("jwk", key);
  return fromBase64url(jwk.x ?? "");
}
