// Whether somebody else's key signed these bytes: RSA (PKCS #1 v1.5) and ECDSA, as authorities' certificates name them.
import type { Bytes } from "./bytes.js";

export type SignatureScheme =
  | { readonly type: "rsa"; readonly hash: string }
  | { readonly type: "ecdsa"; readonly hash: string; readonly curve: string };

/** `key`: SubjectPublicKeyInfo. False for a key that is none. */
export async function verifySignature(scheme: SignatureScheme, key: Bytes, signature: Bytes, signed: Bytes): Promise<boolean> {
  const named = scheme.type === "rsa" ? { name: "RSASSA-PKCS1-v1_5", hash: scheme.hash } : { name: "ECDSA", namedCurve: scheme.curve };
  try {
    const opened = await crypto.subtle.importKey("spki", key, named, false, ["verify"]);
    return await crypto.subtle.verify({ name: named.name, hash: scheme.hash }, opened, signature, signed);
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

export async function hashBy(name: string, bytes: Bytes): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(name, bytes));
}
