// A fingerprint that comes from outside a packet.

/** As it stands on paper, whatever was put between its digits; null for a letter that is none, or for too few to tell anything. */
export function fingerprintIn(text: string): string | null {
  const digits = text.toLowerCase().replace(/[^0-9a-z]/g, "");
  return /^[0-9a-f]{16,64}$/.test(digits) ? digits : null;
}
