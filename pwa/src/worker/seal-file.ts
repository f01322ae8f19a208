// Task: hashes a file while sealing it, chunk by chunk, and keeps no more of it than one chunk or 64 MiB.
import { chunksHash, newBlob, sealChunk } from "../crypto/blob.js";
import type { Bytes } from "../crypto/bytes.js";
import { sha256 } from "../crypto/hash.js";
import { idBytes } from "../crypto/ids.js";
import type { RunningHash } from "../crypto/running-hash.js";
import { isFull } from "../store/failure.js";
import type { Database } from "../store/schema.js";
import { openBlobWriter } from "./blob-writer.js";
import { fileType } from "./file-type.js";
import { pictureFacts } from "./picture-facts.js";
import { type SealInput, type SealedFile, TaskFailed, type TaskHooks } from "./protocol.js";
import { slicesOf } from "./same-memory.js";

const IN_MEMORY = 64 * 1024 * 1024;

export interface Source {
  readonly size: number;
  slice(from: number, to: number): Promise<Bytes>;
  sha256(): Promise<Bytes>;
}

async function readable(reading: Promise<Bytes>): Promise<Bytes> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof DOMException) throw new TaskFailed("unreadable");
    throw error;
  }
}

/** How this realm hashes what does not fit in memory. */
export type Running = () => Promise<RunningHash>;

/** Small files are read once and hashed natively; large ones stream. */
async function openSource(file: Blob, running: Running): Promise<Source> {
  if (file.size <= IN_MEMORY) {
    const whole = await readable(file.arrayBuffer().then((bytes) => new Uint8Array(bytes)));
    if (whole.length !== file.size) throw new TaskFailed("unreadable");
    const digest = sha256(whole);
    return { size: file.size, slice: (from, to) => Promise.resolve(whole.subarray(from, to)), sha256: () => digest };
  }
  const [hash, slices] = [await running(), slicesOf(file)];
  return {
    size: file.size,
    slice: async (from, to) => {
      const part = await readable(slices(from, to));
      if (part.length !== Math.min(to, file.size) - from) throw new TaskFailed("unreadable");
      hash.update(part);
      return part;
    },
    sha256: () => Promise.resolve(hash.digest()),
  };
}

/** Asks for each slice once, in order. */
export async function sealInto(database: Database, source: Source, { blobId, key }: Omit<SealInput, "file">, { signal, onProgress }: TaskHooks): Promise<SealedFile> {
  const { size } = source;
  const blob = await newBlob(key, idBytes(blobId), size);
  const { chunkBytes, chunkCount, paddedLen } = blob.shape;
  const writer = await openBlobWriter(database, blobId, paddedLen);
  try {
    const hashes: Bytes[] = [];
    let mime = "";
    let facts = {};
    for (let i = 0; i < chunkCount; i += 1) {
      if (signal.aborted) throw new TaskFailed("cancelled");
      const end = Math.min((i + 1) * chunkBytes, size);
      const plain = await source.slice(Math.min(i * chunkBytes, end), end);
      if (i === 0) {
        mime = fileType(plain);
        facts = pictureFacts(mime, plain);
      }
      const chunk = await sealChunk(blob, i, plain);
      const [hash] = await Promise.all([sha256(chunk), writer.put(i, chunk)]);
      hashes.push(hash);
      onProgress(end);
    }
    await writer.close();
    const digests = { chunks: await chunksHash(hashes), sha256: await source.sha256() };
    return { hdr: blob.hdr, commit: blob.commit, paddedLen, chunkCount, len: size, mime, facts, where: writer.where, held: writer.held, ...digests };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

export async function runSeal(database: Database, input: SealInput, hooks: TaskHooks, running: Running): Promise<SealedFile> {
  try {
    return await sealInto(database, await openSource(input.file, running), input, hooks);
  } catch (error) {
    if (isFull(error)) throw new TaskFailed("full");
    if (error instanceof DOMException) throw new TaskFailed("storage");
    throw error;
  }
}
