// Task: opens a sealed blob that is on this phone and checks it against its record.
import { chunksHash, openBlob, openChunk, sealedChunkLength } from "../crypto/blob.js";
import type { Bytes } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { sha256 } from "../crypto/hash.js";
import { idBytes } from "../crypto/ids.js";
import { paddedLength } from "../crypto/padme.js";
import { CryptoRefusal, isRefusal } from "../crypto/refusal.js";
import { runningSha256 } from "../crypto/running-hash.js";
import { BlobMissing, readSealedChunk } from "../store/blob-files.js";
import type { BlobRow, Database } from "../store/schema.js";
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

async function openRow(database: Database, row: BlobRow, input: OpenInput): Promise<Blob> {
  const blob = await openBlob(input.key, idBytes(input.blobId), input.hdr, input.commit);
  const { shape } = blob;
  if (paddedLength(input.len) !== shape.paddedLen) throw new CryptoRefusal("format");
  const parts: Bytes[] = [];
  const hashes: Bytes[] = [];
  for (let i = 0; i < shape.chunkCount; i += 1) {
    const start = i * shape.chunkBytes;
    const sealed = await readSealedChunk(database, row, i, i * (shape.chunkBytes + 16), sealedChunkLength(i, shape));
    hashes.push(await sha256(sealed));
    const plain = await openChunk(blob, i, sealed);
    parts.push(plain.subarray(0, Math.max(0, input.len - start)));
    if (plain.subarray(Math.max(0, input.len - start)).some((byte) => byte !== 0)) throw new CryptoRefusal("format");
  }
  if (!equalBytes(await chunksHash(hashes), input.chunks)) throw new CryptoRefusal("digest");
  if (input.sha256 !== undefined) await checkPlain(parts, input.sha256);
  return new Blob(parts, { type: input.mime });
}

/** Fails `missing` when its bytes are not on this phone, `damaged` when they are not what the record says. */
export async function runOpen(database: Database, input: OpenInput): Promise<Blob> {
  const row = await database.get("blobs", input.blobId);
  if (row === undefined) throw new TaskFailed("missing");
  try {
    return await openRow(database, row, input);
  } catch (error) {
    if (error instanceof BlobMissing) throw new TaskFailed("missing");
    if (isRefusal(error)) throw new TaskFailed("damaged");
    throw error;
  }
}
