// CRC-32 as zip files carry it, four bytes at a step.

const TABLES = makeTables();

function makeTables(): readonly Uint32Array[] {
  const first = new Uint32Array(256);
  for (let n = 0; n < 256; n += 1) {
    let c = n;
    for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    first[n] = c;
  }
  const tables = [first];
  for (let k = 1; k < 4; k += 1) {
    const before = tables[k - 1] as Uint32Array;
    tables.push(before.map((c) => (c >>> 8) ^ (first[c & 255] as number)));
  }
  return tables;
}

/** The checksum of everything so far; `before` is the one of what came earlier. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fours = bytes.length - (bytes.length % 4);
  let c = ~before;
  let i = 0;
  for (; i < fours; i += 4) {
    c ^= view.getUint32(i, true);
    c = (t3[c & 255] as number) ^ (t2[(c >>> 8) & 255] as number) ^ (t1[(c >>> 16) & 255] as number) ^ (t0[c >>> 24] as number);
  }
  for (; i < bytes.length; i += 1) c = (c >>> 8) ^ (t0[(c ^ (bytes[i] as number)) & 255] as number);
  return ~c >>> 0;
}
