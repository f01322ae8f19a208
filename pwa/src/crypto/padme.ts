// PADME lengths: sizes on the wire say little about sizes on the phone.
import { type Bytes, concat, readUint, u32 } from "./bytes.js";
import { CryptoRefusal } from "./refusal.js";

/** Rounds up to a length with at most log2 log2 significant bits; below 2 it is the length itself. */
export function padme(length: number): number {
  if (length < 2) return length;
  const e = Math.floor(Math.log2(length));
  const s = Math.floor(Math.log2(e)) + 1;
  const step = 2 ** Math.max(0, e - s);
  return Math.ceil(length / step) * step;
}

export function paddedLength(length: number): number {
  return Math.max(256, padme(length));
}

/** u32 len ‖ payload ‖ zeros. */
export function pad(payload: Uint8Array): Bytes {
  const padded = new Uint8Array(paddedLength(payload.length + 4));
  padded.set(concat(u32(payload.length), payload));
  return padded;
}

/** Refuses `schema`. */
export function unpad(padded: Uint8Array): Bytes {
  const length = readUint(padded, 0, 4);
  const fits = padded.length === paddedLength(length + 4);
  if (!fits || padded.subarray(4 + length).some((byte) => byte !== 0)) throw new CryptoRefusal("schema");
  return padded.slice(4, 4 + length);
}
