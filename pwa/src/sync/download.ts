// Fetches a blob's sealed chunks to this phone; opening them checks them against the record. What is cut off goes on where it stopped.
import { getChunk } from "../api/blobs.js";
import { type BlobShape, parseBlobHdr, sealedChunkLength } from "../crypto/blob.js";
import { isRefusal } from "../crypto/refusal.js";
import type { BlobRef, Id } from "../domain/records.js";
import { chunkRange, putChunk } from "../store/blob-files.js";
import { isFull } from "../store/failure.js";
import { withSharedLock } from "../store/locks.js";
import type { BlobRow, Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { DONE, stopped, type SyncContext } from "./context.js";
import { inParallel } from "./parallel.js";

export type Fetched = "here" | "not_here" | "offline" | "damaged" | "full" | "cancelled";

export interface FetchWatch {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((bytesDone: number, bytes: number) => void) | undefined;
}

const AT_ONCE = 3;

const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Chunks that have come stay, whatever ends this; the row says `stored` only once they are all here. */
export async function fetchBlob(context: Pick<SyncContext, "database" | "door">, log: Id, exhibit: Id, ref: BlobRef, watch: FetchWatch = {}): Promise<Fetched> {
  try {
    const shape = parseBlobHdr(ref.hdr);
    const { chunkCount, paddedLen } = shape;
    const row: BlobRow = { id: ref.id, log, exhibit, hdr: own(ref.hdr), chunks: own(ref.chunks), paddedLen, chunkCount, where: "idb", state: "coming", sent: true };
    return await withSharedLock("holdfast-intake", () => fetchRow(context, row, shape, watch));
  } catch (error) {
    if (isRefusal(error)) return "damaged";
    if (isFull(error)) return "full";
    throw error;
  }
}

/** False when this phone took it out, or has the only copy. */
function setState(database: Database, row: BlobRow, state: "coming" | "stored"): Promise<boolean> {
  return write(database, ["blobs"], async (tx) => {
    const now = await tx.objectStore("blobs").get(row.id);
    if (now !== undefined && now.state !== "stored" && now.state !== "coming") return false;
    await tx.objectStore("blobs").put({ ...row, state });
    return true;
  });
}

async function fetchRow({ database, door }: Pick<SyncContext, "database" | "door">, row: BlobRow, shape: BlobShape, watch: FetchWatch): Promise<Fetched> {
  if (!(await setState(database, row, "coming"))) return "not_here";
  const here = new Set((await database.getAllKeys("chunks", chunkRange(row.id))).map(([, i]) => i));
  const missing = Array.from({ length: shape.chunkCount }, (_, i) => i).filter((i) => !here.has(i));
  let bytesDone = [...here].reduce((sum, i) => sum + sealedChunkLength(i, shape), 0);
  const outcome: { value: Fetched } = { value: "here" };
  const end = (why: Fetched): ReturnType<typeof stopped> => {
    outcome.value = watch.signal?.aborted === true ? "cancelled" : why;
    return stopped({ type: "offline" });
  };
  await inParallel(missing, AT_ONCE, async (i) => {
    const answer = await getChunk(door, row.id, i, watch.signal);
    if (!answer.ok) return end(answer.failure.type === "offline" || answer.failure.status >= 429 ? "offline" : "not_here");
    if (answer.value.length !== sealedChunkLength(i, shape)) return end("damaged");
    await write(database, ["chunks"], (tx) => putChunk(tx, row.id, i, answer.value));
    bytesDone += answer.value.length;
    watch.onProgress?.(bytesDone, row.paddedLen);
    return DONE;
  });
  if (outcome.value !== "here") return outcome.value;
  // Taken out while it was on its way: the bytes are a stray, erased at the next round.
  return (await setState(database, row, "stored")) ? "here" : "not_here";
}
