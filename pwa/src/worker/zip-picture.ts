// A picture of the vault as an entry of a zip: opened, hashed and checked before its header is written.
import type { Bytes } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { sha256 } from "../crypto/hash.js";
import { CryptoRefusal } from "../crypto/refusal.js";
import { runningSha256 } from "../crypto/running-hash.js";
import type { Database } from "../store/schema.js";
import { crc32 } from "../zip/crc32.js";
import type { Item } from "../zip/writer.js";
import type { CopyPart } from "./copy-protocol.js";
import { namingFailures, plainPieces } from "./plain-pieces.js";
import { TaskFailed, type TaskHooks } from "./protocol.js";

/** Larger ones are opened twice, and hashed by the slower hash that runs along: a header says the checksum before the bytes, and nothing is written that turns out to be damaged. */
const AT_HAND = 8 * 1024 * 1024;

type PicturePart = Extract<CopyPart, { kind: "picture" }>;

/** Null when this phone has it no more, or not as the record says. */
export async function pictureItem(database: Database, { path, modified, input }: PicturePart, signal: AbortSignal): Promise<Item | null> {
  const row = await database.get("blobs", input.blobId);
  if (row === undefined) return null;
  const kept: Bytes[] | null = input.len <= AT_HAND ? [] : null;
  const hash = kept === null ? await runningSha256() : null;
  let crc = 0;
  try {
    await namingFailures(async () => {
      for await (const piece of plainPieces(database, row, input)) {
        if (signal.aborted) throw new TaskFailed("cancelled");
        if (kept === null) crc = crc32(piece, crc);
        hash?.update(piece);
        kept?.push(piece);
      }
      if (!equalBytes(hash?.digest() ?? (await sha256(...(kept ?? []))), input.sha256)) throw new CryptoRefusal("digest");
    });
  } catch (error) {
    if (error instanceof TaskFailed && error.code !== "cancelled") return null;
    throw error;
  }
  return { name: path, modified, ...(kept === null ? { size: input.len, crc, body: plainPieces(database, row, input) } : { held: kept }) };
}

/** Lets through until somebody cancels, and counts. */
export async function* counted(pieces: AsyncIterable<Bytes>, { signal, onProgress }: TaskHooks): AsyncGenerator<Bytes> {
  let bytes = 0;
  for await (const piece of pieces) {
    if (signal.aborted) throw new TaskFailed("cancelled");
    bytes += piece.length;
    onProgress(bytes);
    yield piece;
  }
}
