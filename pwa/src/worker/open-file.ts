// Task: opens a sealed blob that is on this phone and checks it against its record.
import type { Bytes } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { sha256 } from "../crypto/hash.js";
import { CryptoRefusal } from "../crypto/refusal.js";
import { runningSha256 } from "../crypto/running-hash.js";
import type { Database } from "../store/schema.js";
import { namingFailures, plainPieces } from "./plain-pieces.js";
import { type OpenInput, TaskFailed } from "./protocol.js";

const ONE_PIECE = 64 * 1024 * 1024;

async function checkPlain(parts: readonly Bytes[], expected: Uint8Array): Promise<void> {
  let digest: Bytes;
  if (parts.reduce((sum, part) => sum + part.length, 0) <= ONE_PIECE) digest = await sha256(...parts);
  else {
    const hash = await runningSha256();
    for (const part of parts) hash.update(part);
    digest = hash.digest();
  }
  if (!equalBytes(digest, expected)) throw new CryptoRefusal("digest");
}

/** Fails `missing` when its bytes are not on this phone, `damaged` when they are not what the record says. */
export async function runOpen(database: Database, input: OpenInput): Promise<Blob> {
  const row = await database.get("blobs", input.blobId);
  if (row === undefined) throw new TaskFailed("missing");
  return namingFailures(async () => {
    const parts: Bytes[] = [];
    for await (const part of plainPieces(database, row, input)) parts.push(part);
    if (input.sha256 !== undefined) await checkPlain(parts, input.sha256);
    return new Blob(parts, { type: input.mime });
  });
}
