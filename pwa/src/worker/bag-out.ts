// Task: writes an evidence bag, picture by picture, in the memory of one picture or eight MiB.
import type { Database } from "../store/schema.js";
import { type Item, itemOf, zipped } from "../zip/writer.js";
import type { BagMade, BagOutInput, CopyPart } from "./copy-protocol.js";
import type { TaskHooks } from "./protocol.js";
import { scratchFileOf } from "./scratch-file.js";
import { counted, pictureItem } from "./zip-picture.js";

class Damaged extends Error {
  override readonly name = "Damaged";
  constructor(readonly path: string) {
    super("damaged");
  }
}

async function* items(database: Database, parts: readonly CopyPart[], signal: AbortSignal): AsyncGenerator<Item> {
  for (const part of parts) {
    const item = part.kind === "bytes" ? itemOf(part.path, part.bytes, part.modified) : await pictureItem(database, part, signal);
    if (item === null) throw new Damaged(part.path);
    yield item;
  }
}

export async function runBagOut(database: Database, { parts }: BagOutInput, hooks: TaskHooks): Promise<BagMade> {
  try {
    return { file: await scratchFileOf(counted(zipped(items(database, parts, hooks.signal)), hooks)) };
  } catch (error) {
    if (error instanceof Damaged) return { damaged: error.path };
    throw error;
  }
}
