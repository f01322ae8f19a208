// Task: writes an evidence bag, file by file, in the memory of two pictures or sixteen MiB: one is opened while the one before it is written.
import { ahead } from "../ahead.js";
import type { Bytes } from "../crypto/bytes.js";
import type { Database } from "../store/schema.js";
import { crc32 } from "../zip/crc32.js";
import { type Item, itemOf, zipped } from "../zip/writer.js";
import type { BagMade, BagOutInput, BagPart } from "./copy-protocol.js";
import { fileBytes } from "./file-pieces.js";
import type { TaskHooks } from "./protocol.js";
import { scratchFileOf } from "./scratch-file.js";
import { counted, pictureItem } from "./zip-picture.js";

const AT_ONCE = 2;

class Damaged extends Error {
  override readonly name = "Damaged";
  constructor(readonly path: string) {
    super("damaged");
  }
}

async function fileItem({ path, modified, file }: Extract<BagPart, { kind: "file" }>, signal: AbortSignal): Promise<Item> {
  const pieces = (): AsyncIterable<Bytes> => fileBytes(file, { signal, onProgress: () => undefined });
  let crc = 0;
  for await (const piece of pieces()) crc = crc32(piece, crc);
  return { name: path, size: file.size, crc, modified, body: pieces() };
}

async function itemFor(database: Database, part: BagPart, signal: AbortSignal): Promise<Item | null> {
  if (part.kind === "file") return fileItem(part, signal);
  return part.kind === "bytes" ? itemOf(part.path, part.bytes, part.modified) : pictureItem(database, part, signal);
}

async function* items(database: Database, parts: readonly BagPart[], signal: AbortSignal): AsyncGenerator<Item> {
  yield* ahead(parts, AT_ONCE, async (part) => {
    const item = await itemFor(database, part, signal);
    if (item === null) throw new Damaged(part.path);
    return item;
  });
}

export async function runBagOut(database: Database, { parts }: BagOutInput, hooks: TaskHooks): Promise<BagMade> {
  try {
    return { file: await scratchFileOf(counted(zipped(items(database, parts, hooks.signal)), hooks)) };
  } catch (error) {
    if (error instanceof Damaged) return { damaged: error.path };
    throw error;
  }
}
