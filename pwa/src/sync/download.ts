// Fetches a blob's sealed chunks to this phone; opening them checks them against the record.
import { getChunk } from "../api/blobs.js";
import { parseBlobHdr, sealedChunkLength } from "../crypto/blob.js";
import { isRefusal } from "../crypto/refusal.js";
import type { BlobRef, Id } from "../domain/records.js";
import { putChunk } from "../store/blob-files.js";
import { withSharedLock } from "../store/locks.js";
import { write } from "../store/transaction.js";
import type { SyncContext } from "./context.js";

export type Fetched = "here" | "not_here" | "offline" | "damaged";

const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** The row is written last: a blob half fetched is as if it were not there, and swept at the next start. */
export function fetchBlob(context: Pick<SyncContext, "database" | "door">, log: Id, exhibit: Id, ref: BlobRef): Promise<Fetched> {
  return withSharedLock("holdfast-intake", () => fetchChunks(context, log, exhibit, ref));
}

async function fetchChunks({ database, door }: Pick<SyncContext, "database" | "door">, log: Id, exhibit: Id, ref: BlobRef): Promise<Fetched> {
  const state = (await database.get("blobs", ref.id))?.state;
  if (state !== undefined && state !== "stored") return "not_here";
  try {
    const shape = parseBlobHdr(ref.hdr);
    for (let i = 0; i < shape.chunkCount; i += 1) {
      const answer = await getChunk(door, ref.id, i);
      if (!answer.ok) return answer.failure.type === "offline" || answer.failure.status >= 429 ? "offline" : "not_here";
      if (answer.value.length !== sealedChunkLength(i, shape)) return "damaged";
      await write(database, ["chunks"], (tx) => putChunk(tx, ref.id, i, answer.value));
    }
    const { chunkCount, paddedLen } = shape;
    return await write(database, ["blobs"], async (tx) => {
      // Taken out while it was on its way: the bytes are a stray, erased at the next round.
      const now = await tx.objectStore("blobs").get(ref.id);
      if (now !== undefined && now.state !== "stored") return "not_here";
      await tx.objectStore("blobs").put({ id: ref.id, log, exhibit, hdr: own(ref.hdr), chunks: own(ref.chunks), paddedLen, chunkCount, where: "idb", state: "stored" });
      return "here";
    });
  } catch (error) {
    if (isRefusal(error)) return "damaged";
    throw error;
  }
}
