// Task: writes a copy of a vault as an encrypted zip, picture by picture, in the memory of one picture or eight MiB.
import { ageSealed } from "../crypto/age.js";
import { type Bytes, utf8 } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { CryptoRefusal } from "../crypto/refusal.js";
import { runningSha256 } from "../crypto/running-hash.js";
import { END } from "../domain/copy-manifest.js";
import { isFull } from "../store/failure.js";
import type { Database } from "../store/schema.js";
import { crc32 } from "../zip/crc32.js";
import { type Item, itemOf, zipped } from "../zip/writer.js";
import type { CopyMade, CopyOutInput, CopyPart } from "./copy-protocol.js";
import { namingFailures, plainPieces } from "./plain-pieces.js";
import { TaskFailed, type TaskHooks } from "./protocol.js";
import { openScratchFile } from "./scratch-file.js";

/** Larger ones are opened twice: a header says the checksum before the bytes, and nothing is written that turns out to be damaged. */
const AT_HAND = 8 * 1024 * 1024;

type PicturePart = Extract<CopyPart, { kind: "picture" }>;

/** Null when this phone has it no more, or not as the record says. */
async function pictureItem(database: Database, { path, modified, input }: PicturePart, signal: AbortSignal): Promise<Item | null> {
  const row = await database.get("blobs", input.blobId);
  if (row === undefined) return null;
  const kept: Bytes[] | null = input.len <= AT_HAND ? [] : null;
  const hash = await runningSha256();
  let crc = 0;
  try {
    await namingFailures(async () => {
      for await (const piece of plainPieces(database, row, input)) {
        if (signal.aborted) throw new TaskFailed("cancelled");
        hash.update(piece);
        crc = crc32(piece, crc);
        kept?.push(piece);
      }
      if (!equalBytes(hash.digest(), input.sha256)) throw new CryptoRefusal("digest");
    });
  } catch (error) {
    if (error instanceof TaskFailed && error.code !== "cancelled") return null;
    throw error;
  }
  return { name: path, size: input.len, crc, modified, body: kept ?? plainPieces(database, row, input) };
}

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

/** Lets through until somebody cancels, and counts. */
async function* counted(pieces: AsyncIterable<Bytes>, { signal, onProgress }: TaskHooks): AsyncGenerator<Bytes> {
  let bytes = 0;
  for await (const piece of pieces) {
    if (signal.aborted) throw new TaskFailed("cancelled");
    bytes += piece.length;
    onProgress(bytes);
    yield piece;
  }
}

async function write(database: Database, { passphrase, parts }: CopyOutInput, hooks: TaskHooks, work: number): Promise<CopyMade> {
  const leftOut: string[] = [];
  const scratch = await openScratchFile();
  try {
    for await (const sealed of ageSealed(passphrase, counted(zipped(items(database, parts, leftOut, hooks.signal)), hooks), work)) scratch.put(sealed);
    return { file: await scratch.finish(), leftOut };
  } catch (error) {
    await scratch.discard();
    throw error;
  }
}

export async function runCopyOut(database: Database, input: CopyOutInput, hooks: TaskHooks, work: number): Promise<CopyMade> {
  try {
    return await write(database, input, hooks, work);
  } catch (error) {
    if (isFull(error)) throw new TaskFailed("full");
    if (error instanceof DOMException) throw new TaskFailed("storage");
    throw error;
  }
}
