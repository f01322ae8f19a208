// A whole zip in memory, for tests.
import { type Bytes, joined } from "../../bytes.js";
import { type Item, zipped } from "../writer.js";
import { unzipped } from "../reader.js";

export async function zipOf(items: Iterable<Item>): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const part of zipped(items)) parts.push(part);
  return joined(parts);
}

/** In pieces of `step` bytes. */
export async function* inPieces(bytes: Bytes, step: number): AsyncGenerator<Bytes> {
  for (let at = 0; at < bytes.length; at += step) yield await Promise.resolve(bytes.subarray(at, at + step));
}

export async function readAll(bytes: Bytes, step = 7): Promise<ReadonlyMap<string, Bytes>> {
  const found = new Map<string, Bytes>();
  for await (const { entry, body } of unzipped(inPieces(bytes, step))) {
    const parts: Bytes[] = [];
    for await (const part of body) parts.push(part);
    found.set(entry.name, joined(parts));
  }
  return found;
}
