// A file and its thumbnail, sealed side by side: both, or the first failure with nothing left behind.
import { newId } from "../crypto/ids.js";
import { systemRandom } from "../crypto/random.js";
import type { BlobRef, FileBytes } from "../domain/records.js";
import { discardBytes } from "../store/blob-files.js";
import type { ChunkRow, Database, KeptBlob } from "../store/schema.js";
import { type Run, TaskFailed, type Tasks } from "./protocol.js";

export type RunSealing = Run<Pick<Tasks, "seal" | "thumbnail">>;

export interface Sealing {
  readonly database: Database;
  readonly run: RunSealing;
}

export interface Both {
  /** What a record says of the file. */
  readonly file: FileBytes;
  readonly blobs: readonly KeptBlob[];
  /** Of those blobs, what is not on the disk yet. */
  readonly chunks: readonly ChunkRow[];
}

interface One {
  readonly ref: BlobRef;
  readonly blob: KeptBlob;
  readonly chunks: readonly ChunkRow[];
  readonly facts: Omit<FileBytes, "blob" | "thumb">;
}

async function seal(run: RunSealing, file: Blob, signal: AbortSignal, onProgress: (bytesDone: number) => void): Promise<One> {
  const id = newId();
  const key = systemRandom(32);
  const { hdr, commit, chunks, paddedLen, chunkCount, where, held, mime, len, sha256, facts } = await run("seal", { file, blobId: id, key }, { signal, onProgress });
  return {
    ref: { id, key, hdr, commit, chunks },
    blob: { id, hdr: hdr.buffer, chunks: chunks.buffer, paddedLen, chunkCount, where },
    chunks: held.map(({ buffer }, i) => ({ blob: id, i, bytes: buffer })),
    facts: { mime, len, sha256, ...facts },
  };
}

interface Small {
  readonly one: One;
  readonly size: { readonly len: number; readonly w: number; readonly h: number };
}

async function sealThumb(run: RunSealing, file: Blob, signal: AbortSignal): Promise<Small | null> {
  const made = await run("thumbnail", file, { signal });
  if (made === null) return null;
  return { one: await seal(run, made.jpeg, signal, () => undefined), size: { len: made.jpeg.size, w: made.w, h: made.h } };
}

export async function sealBoth({ database, run }: Sealing, file: File, signal: AbortSignal, onBytes: (n: number) => void): Promise<Both> {
  const [original, small] = await Promise.allSettled([seal(run, file, signal, onBytes), sealThumb(run, file, signal)]);
  if (original.status === "fulfilled" && small.status === "fulfilled" && !signal.aborted) return joined(original.value, small.value);
  if (original.status === "fulfilled") await discardBytes(database, original.value.ref.id);
  if (small.status === "fulfilled" && small.value !== null) await discardBytes(database, small.value.one.ref.id);
  if (original.status === "rejected") throw original.reason;
  if (small.status === "rejected") throw small.reason;
  throw new TaskFailed("cancelled");
}

function joined({ ref, blob, chunks, facts }: One, small: Small | null): Both {
  if (small === null) return { file: { ...facts, blob: ref }, blobs: [blob], chunks };
  const { one, size } = small;
  return { file: { ...facts, blob: ref, thumb: { ...one.ref, ...size } }, blobs: [blob, one.blob], chunks: [...chunks, ...one.chunks] };
}
