// Asks this browser, by importing two fixed public keys, whether it has Ed25519 and X25519: the newest thing we need.

// RFC 8032 section 7.1 test 1 and RFC 7748 section 6.1 (Alice).
const ED25519_PUBLIC = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const X25519_PUBLIC = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export async function hasSecureCurves(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", bytes(ED25519_PUBLIC), { name: "Ed25519" }, false, ["verify"]);
    await crypto.subtle.importKey("raw", bytes(X25519_PUBLIC), { name: "X25519" }, false, []);
    return true;
  } catch (error) {
    // NotSupportedError is the answer "no"; older engines throw SyntaxError or TypeError for an unknown name.
    if (error instanceof DOMException || error instanceof TypeError) return false;
    throw error;
  }
}
