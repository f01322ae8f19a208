// Writes a zip as a stream, in the memory of one piece of one entry.
import { crc32 } from "./crc32.js";
import { directory, type Entry, localHeader, zipTime } from "./layout.js";

export type Pieces = AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>;

export interface Item extends Entry {
  readonly body: Pieces;
}

/** An entry whose bytes are at hand. */
export function itemOf(name: string, bytes: Uint8Array<ArrayBuffer>, modified: number): Item {
  return { name, size: bytes.length, crc: crc32(bytes), modified, body: [bytes] };
}

/** A body that is not what its entry promised: a bug of the caller, for the header is written already. */
export class ZipMismatch extends Error {
  override readonly name = "ZipMismatch";
}

/** A name that every unzip program puts below its folder, once. */
function checkName(name: string, taken: Set<string>): void {
  const parts = name.split("/");
  const bytes = new TextEncoder().encode(name);
  const whole = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) === name;
  const safe = whole && bytes.length <= 0xffff && !name.includes("\\") && !name.includes("\0");
  if (!safe || parts.some((part) => part === "" || part === "." || part === "..") || taken.has(name)) throw new ZipMismatch(name);
  taken.add(name);
}

export async function* zipped(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const entries: Entry[] = [];
  const taken = new Set<string>();
  for await (const { body, ...given } of items) {
    const entry = { ...given, modified: zipTime(given.modified) };
    checkName(entry.name, taken);
    yield localHeader(entry);
    let [size, crc] = [0, 0];
    for await (const piece of body) {
      size += piece.length;
      crc = crc32(piece, crc);
      yield piece;
    }
    if (size !== entry.size || crc !== entry.crc) throw new ZipMismatch(entry.name);
    entries.push(entry);
  }
  yield directory(entries);
}
