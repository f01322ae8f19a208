// Byte strings: joining, big-endian integers, ASCII labels, hex.

import { type Bytes, joined } from "../bytes.js";

export { type Bytes, hex } from "../bytes.js";

export function concat(...parts: readonly Uint8Array[]): Bytes {
  return joined(parts);
}

export function ascii(text: string): Bytes {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function big(width: number, value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** width) throw new RangeError(`u${String(width * 8)}`);
  const out = new Uint8Array(width);
  let rest = value;
  for (let i = width - 1; i >= 0; i -= 1) {
    out[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return out;
}

export const u8 = (value: number): Bytes => big(1, value);
export const u16 = (value: number): Bytes => big(2, value);
export const u32 = (value: number): Bytes => big(4, value);
export const u64 = (value: number): Bytes => big(8, value);

/** Reads a big-endian integer; NaN when it does not fit a safe integer or is not there. */
export function readUint(bytes: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i += 1) value = value * 256 + (bytes[at + i] ?? NaN);
  return Number.isSafeInteger(value) ? value : NaN;
}

/** Throws RangeError on anything but an even number of lower-case hex digits. */
export function unhex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new RangeError("hex");
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** A copy whose buffer holds nothing else. */
export function copy(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}
