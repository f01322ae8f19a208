// Reads, from front to back, a zip that `zipped` wrote, and no other: every byte is where and what it would have put.
import { type Bytes, joined } from "../bytes.js";
import { crc32 } from "./crc32.js";
import { CENTRAL, directory, type Entry, LOCAL, localHeader } from "./layout.js";
import { type Front, front } from "./pieces.js";
import { ZipRefusal } from "./refusal.js";

const HEAD = 30;
const LONGEST_EXTRA = 64;

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function decoded(name: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(name);
  } catch {
    throw new ZipRefusal("format");
  }
}

/** What the header says, if it is the one that we would have written for that. */
async function readEntry(from: Front, first: Bytes): Promise<Entry> {
  const head = joined([first, await from.take(HEAD - 4)]);
  const view = new DataView(head.buffer);
  const extraLength = view.getUint16(28, true);
  if (extraLength > LONGEST_EXTRA) throw new ZipRefusal("format");
  const name = await from.take(view.getUint16(26, true));
  const extra = await from.take(extraLength);
  const extras = new DataView(extra.buffer);
  const long = view.getUint32(18, true) === 0xffff_ffff;
  if (extraLength !== (long ? 29 : 9)) throw new ZipRefusal("format");
  const size = long ? Number(extras.getBigUint64(4, true)) : view.getUint32(18, true);
  if (!Number.isSafeInteger(size)) throw new ZipRefusal("format");
  const entry = { name: decoded(name), size, crc: view.getUint32(14, true), modified: extras.getUint32(extraLength - 4, true) * 1000 };
  if (!same(localHeader(entry), joined([head, name, extra]))) throw new ZipRefusal("format");
  return entry;
}

/** The body, and the refusal `crc` at its end when it is another and nobody else checks it. */
async function* checked(from: Front, { size, crc }: Entry, byCrc: boolean): AsyncGenerator<Bytes> {
  let seen = 0;
  for await (const piece of from.pass(size)) {
    if (byCrc) seen = crc32(piece, seen);
    yield piece;
  }
  if (byCrc && seen !== crc) throw new ZipRefusal("crc");
}

/** Each entry with its body, which must be read to its end before the next; ends only when the whole file was right. `byCrc` false: who reads it checks bodies by better hashes. */
export async function* unzipped(source: AsyncIterable<Bytes>, byCrc = true): AsyncGenerator<{ readonly entry: Entry; readonly body: AsyncGenerator<Bytes> }> {
  const from = front(source);
  const entries: Entry[] = [];
  for (;;) {
    const first = await from.take(4);
    const magic = new DataView(first.buffer).getUint32(0, true);
    if (magic !== LOCAL) {
      if (magic !== CENTRAL) throw new ZipRefusal("format");
      const rest = directory(entries);
      if (!same(rest, joined([first, await from.take(rest.length - 4)])) || !(await from.ended())) throw new ZipRefusal("format");
      return;
    }
    const entry = await readEntry(from, first);
    entries.push(entry);
    yield { entry, body: checked(from, entry, byCrc) };
  }
}
