// Task: writes a copy of a vault as an encrypted zip, picture by picture, in the memory of one picture or eight MiB.
import { ageSealed } from "../crypto/age.js";
import { utf8 } from "../crypto/bytes.js";
import { END } from "../domain/copy-manifest.js";
import type { Database } from "../store/schema.js";
import { type Item, itemOf, zipped } from "../zip/writer.js";
import type { CopyMade, CopyOutInput, CopyPart } from "./copy-protocol.js";
import type { TaskHooks } from "./protocol.js";
import { scratchFileOf } from "./scratch-file.js";
import { counted, pictureItem } from "./zip-picture.js";

async function* items(database: Database, parts: readonly CopyPart[], leftOut: string[], signal: AbortSignal): AsyncGenerator<Item> {
  let latest = 0;
  for (const part of parts) {
    latest = Math.max(latest, part.modified);
    const item = part.kind === "bytes" ? itemOf(part.path, part.bytes, part.modified) : await pictureItem(database, part, signal);
    if (item === null) leftOut.push(part.path);
    else yield item;
  }
  yield itemOf(END, utf8(JSON.stringify({ left_out: leftOut })), latest);
}

export async function runCopyOut(database: Database, { passphrase, parts }: CopyOutInput, hooks: TaskHooks, work: number): Promise<CopyMade> {
  const leftOut: string[] = [];
  const file = await scratchFileOf(ageSealed(passphrase, counted(zipped(items(database, parts, leftOut, hooks.signal)), hooks), work));
  return { file, leftOut };
}
