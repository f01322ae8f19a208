// A fingerprint as it is shown: hexadecimal, in groups of four so that it can be compared by eye.

import { grouped, hex } from "../bytes.js";

export function fingerprintOf(sha256: Uint8Array): string {
  return grouped(hex(sha256));
}
