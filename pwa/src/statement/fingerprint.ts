// A fingerprint as it is shown: hexadecimal, in groups of four so that it can be compared by eye.

export function fingerprintOf(sha256: Uint8Array): string {
  const hex = Array.from(sha256, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.match(/.{1,4}/g)?.join(" ") ?? "";
}
