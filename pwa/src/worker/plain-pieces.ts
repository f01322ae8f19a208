// A sealed blob that is on this phone, opened piece by piece and checked against its record.
import { ahead } from "../ahead.js";
import { chunksHash, openBlob, openChunk, sealedChunkLength } from "../crypto/blob.js";
import type { Bytes } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { sha256 } from "../crypto/hash.js";
import { idBytes } from "../crypto/ids.js";
import { paddedLength } from "../crypto/padme.js";
import { CryptoRefusal, isRefusal } from "../crypto/refusal.js";
import { BlobMissing, readSealedChunk } from "../store/blob-files.js";
import type { BlobRow, Database } from "../store/schema.js";
import { type OpenInput, TaskFailed } from "./protocol.js";

/** Small chunks: the next one is opened while the one before it is taken. */
const AT_ONCE = 2;
const SMALL = 1024 * 1024;

export type SealedPlace = Pick<BlobRow, "id" | "where">;

/** Every piece is authentic when it comes; that it was all of them is known at the end. */
export async function* plainPieces(database: Database, row: SealedPlace, input: OpenInput): AsyncGenerator<Bytes> {
  const blob = await openBlob(input.key, idBytes(input.blobId), input.hdr, input.commit);
  const { shape } = blob;
  if (paddedLength(input.len) !== shape.paddedLen) throw new CryptoRefusal("format");
  const hashes: Bytes[] = [];
  const opened = async (i: number): Promise<Bytes> => {
    const sealed = await readSealedChunk(database, row, i, i * (shape.chunkBytes + 16), sealedChunkLength(i, shape));
    const [hash, plain] = await Promise.all([sha256(sealed), openChunk(blob, i, sealed)]);
    hashes[i] = hash;
    const padding = Math.max(0, input.len - i * shape.chunkBytes);
    if (plain.subarray(padding).some((byte) => byte !== 0)) throw new CryptoRefusal("format");
    return plain.subarray(0, padding);
  };
  yield* ahead(Array(shape.chunkCount).keys(), shape.chunkBytes > SMALL ? 1 : AT_ONCE, opened);
  if (!equalBytes(await chunksHash(hashes), input.chunks)) throw new CryptoRefusal("digest");
}

/** Fails `missing` when its bytes are not on this phone, `damaged` when they are not what the record says. */
export async function namingFailures<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof BlobMissing) throw new TaskFailed("missing");
    if (isRefusal(error)) throw new TaskFailed("damaged");
    throw error;
  }
}
