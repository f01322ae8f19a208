// The bytes of a zip file around its contents: stored, sizes known beforehand, names in UTF-8, ZIP64 where 32 bits do not do.
import { type Bytes, joined } from "../bytes.js";

export interface Entry {
  /** Folders by slashes; no entry of its own is written for them. */
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  /** Milliseconds since 1970; kept to the second. */
  readonly modified: number;
}

interface Placed extends Entry {
  readonly offset: number;
}

type Field = readonly [bytes: 2 | 4 | 8, value: number];

const FULL = 0xffff_ffff;
const MOST_ENTRIES = 0xffff;
const STORED = 20;
const WITH_ZIP64 = 45;
const UTF8 = 0x0800;
const UNIX = 3;
const PLAIN_FILE = 0o100644 * 0x1_0000;
export const LOCAL = 0x0403_4b50;
export const CENTRAL = 0x0201_4b50;
const END64 = 0x0606_4b50;
const LOCATOR64 = 0x0706_4b50;
const END = 0x0605_4b50;
const EARLIEST = Date.UTC(1980, 0, 1);
const LATEST = Date.UTC(2106, 0, 1);

function pack(fields: readonly Field[], ...rest: readonly Uint8Array[]): Bytes {
  const head = new Uint8Array(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(head.buffer);
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return joined([head, ...rest]);
}

/** In UTC: a zip has no zones of its own, and the exact second stands beside it. */
function dosTime(modified: number): number {
  const date = new Date(modified);
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 0x1_0000 + time;
}

/** Within what a zip can say. */
export function zipTime(ms: number): number {
  return Math.floor(Math.min(Math.max(ms, EARLIEST), LATEST) / 1000) * 1000;
}

function exactTime(modified: number): Bytes {
  return joined([pack([[2, 0x5455], [2, 5]]), Uint8Array.of(1), pack([[4, modified / 1000]])]);
}

function zip64(values: readonly number[]): Bytes {
  return pack([[2, 0x0001], [2, values.length * 8], ...values.map((value): Field => [8, value])]);
}

const NO_BYTES = new Uint8Array(0);

export function localHeader({ name, size, crc, modified }: Entry): Bytes {
  const long = size >= FULL;
  const named = new TextEncoder().encode(name);
  const extra = joined([long ? zip64([size, size]) : NO_BYTES, exactTime(modified)]);
  const said = long ? FULL : size;
  return pack(
    [[4, LOCAL], [2, long ? WITH_ZIP64 : STORED], [2, UTF8], [2, 0], [4, dosTime(modified)], [4, crc], [4, said], [4, said], [2, named.length], [2, extra.length]],
    named,
    extra,
  );
}

function centralHeader({ name, size, crc, modified, offset }: Placed): Bytes {
  const named = new TextEncoder().encode(name);
  const long = [...(size >= FULL ? [size, size] : []), ...(offset >= FULL ? [offset] : [])];
  const extra = joined([long.length > 0 ? zip64(long) : NO_BYTES, exactTime(modified)]);
  const needed = long.length > 0 ? WITH_ZIP64 : STORED;
  const said = Math.min(size, FULL);
  return pack(
    [
      ...([[4, CENTRAL], [2, UNIX * 256 + needed], [2, needed], [2, UTF8], [2, 0], [4, dosTime(modified)], [4, crc], [4, said], [4, said]] as const),
      ...([[2, named.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, PLAIN_FILE], [4, Math.min(offset, FULL)]] as const),
    ],
    named,
    extra,
  );
}

function end64(entries: number, size: number, offset: number): Bytes {
  const record = pack([[4, END64], [8, 44], [2, UNIX * 256 + WITH_ZIP64], [2, WITH_ZIP64], [4, 0], [4, 0], [8, entries], [8, entries], [8, size], [8, offset]]);
  return joined([record, pack([[4, LOCATOR64], [4, 0], [8, offset + size], [4, 1]])]);
}

/** Everything after the last entry's bytes. */
export function directory(entries: readonly Entry[]): Bytes {
  let offset = 0;
  const placed: Placed[] = [];
  for (const entry of entries) {
    placed.push({ ...entry, offset });
    offset += localHeader(entry).length + entry.size;
  }
  const central = joined(placed.map(centralHeader));
  const long = entries.length >= MOST_ENTRIES || offset >= FULL || central.length >= FULL;
  const count = Math.min(entries.length, MOST_ENTRIES);
  const end = pack([[4, END], [2, 0], [2, 0], [2, count], [2, count], [4, Math.min(central.length, FULL)], [4, Math.min(offset, FULL)], [2, 0]]);
  return joined([central, long ? end64(entries.length, central.length, offset) : NO_BYTES, end]);
}
