// CRC-32 as zip files carry it, sixteen bytes at a step: three times as fast as four, and the slowest part of a large file.

const STEP = 16;
const TABLES = makeTables();

/** Of a byte with `k` zero bytes behind it, at 256·k. */
function makeTables(): Uint32Array {
  const all = new Uint32Array(256 * STEP);
  for (let n = 0; n < 256; n += 1) {
    let c = n;
    for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    all[n] = c;
  }
  for (let i = 256; i < all.length; i += 1) {
    const before = all[i - 256] as number;
    all[i] = (before >>> 8) ^ (all[before & 255] as number);
  }
  return all;
}

/** Of four bytes, the first of which has `after` bytes behind it in its step. */
function four(bytes: number, after: number): number {
  const at = after * 256;
  return (
    (TABLES[at + (bytes & 255)] as number) ^
    (TABLES[at - 256 + ((bytes >>> 8) & 255)] as number) ^
    (TABLES[at - 512 + ((bytes >>> 16) & 255)] as number) ^
    (TABLES[at - 768 + (bytes >>> 24)] as number)
  );
}

/** The checksum of everything so far; `before` is the one of what came earlier. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const steps = bytes.length - (bytes.length % STEP);
  let c = ~before;
  let i = 0;
  for (; i < steps; i += STEP) c = four(c ^ view.getUint32(i, true), 15) ^ four(view.getUint32(i + 4, true), 11) ^ four(view.getUint32(i + 8, true), 7) ^ four(view.getUint32(i + 12, true), 3);
  for (; i < bytes.length; i += 1) c = (c >>> 8) ^ (TABLES[(c ^ (bytes[i] as number)) & 255] as number);
  return ~c >>> 0;
}
