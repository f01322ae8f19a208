// Writes a zip as a stream, in the memory of one piece of one entry.
import { crc32 } from "./crc32.js";
import { directory, type Entry, localHeader, zipTime } from "./layout.js";

export type Pieces = AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>;

/** Bytes at hand, whose checksum is counted once, here; or a stream, whose header is written before it and must hold. */
export type Item = Pick<Entry, "name" | "modified"> & ({ readonly held: readonly Uint8Array<ArrayBuffer>[] } | (Pick<Entry, "size" | "crc"> & { readonly body: Pieces }));

/** An entry whose bytes are at hand. */
export function itemOf(name: string, bytes: Uint8Array<ArrayBuffer>, modified: number): Item {
  return { name, modified, held: [bytes] };
}

function entryOf(item: Item): Entry {
  const { name } = item;
  const modified = zipTime(item.modified);
  if (!("held" in item)) return { name, modified, size: item.size, crc: item.crc };
  const size = item.held.reduce((sum, { length }) => sum + length, 0);
  return { name, modified, size, crc: item.held.reduce((crc, piece) => crc32(piece, crc), 0) };
}

async function* streamed(body: Pieces, entry: Entry): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let [size, crc] = [0, 0];
  for await (const piece of body) {
    size += piece.length;
    crc = crc32(piece, crc);
    yield piece;
  }
  if (size !== entry.size || crc !== entry.crc) throw new ZipMismatch(entry.name);
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
  for await (const item of items) {
    const entry = entryOf(item);
    checkName(entry.name, taken);
    yield localHeader(entry);
    yield* "held" in item ? item.held : streamed(item.body, entry);
    entries.push(entry);
  }
  yield directory(entries);
}
