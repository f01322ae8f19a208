// Task: writes an evidence bag, picture by picture, in the memory of one picture or eight MiB.
import { isFull } from "../store/failure.js";
import type { Database } from "../store/schema.js";
import { type Item, itemOf, zipped } from "../zip/writer.js";
import type { BagMade, BagOutInput, CopyPart } from "./copy-protocol.js";
import { TaskFailed, type TaskHooks } from "./protocol.js";
import { openScratchFile } from "./scratch-file.js";
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

async function write(database: Database, { parts }: BagOutInput, hooks: TaskHooks): Promise<BagMade> {
  const scratch = await openScratchFile();
  try {
    for await (const piece of counted(zipped(items(database, parts, hooks.signal)), hooks)) scratch.put(piece);
    return { file: await scratch.finish() };
  } catch (error) {
    await scratch.discard();
    if (error instanceof Damaged) return { damaged: error.path };
    throw error;
  }
}

export async function runBagOut(database: Database, input: BagOutInput, hooks: TaskHooks): Promise<BagMade> {
  try {
    return await write(database, input, hooks);
  } catch (error) {
    if (isFull(error)) throw new TaskFailed("full");
    if (error instanceof DOMException) throw new TaskFailed("storage");
    throw error;
  }
}
