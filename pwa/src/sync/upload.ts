// Uploads sealed blobs: announced, the missing chunks put, committed; resumed where it stopped.
import { announceBlob, commitBlob, putChunk } from "../api/blobs.js";
import { startCase } from "../api/sync.js";
import { toBase64url } from "../crypto/base64url.js";
import { parseBlobHdr, sealedChunkLength } from "../crypto/blob.js";
import { BlobMissing, readSealedChunk } from "../store/blob-files.js";
import { isFull, isStorageFailure } from "../store/failure.js";
import { headOf } from "../store/logs.js";
import type { BlobRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { DONE, endsRound, type Step, stopped, type SyncContext } from "./context.js";
import { inParallel } from "./parallel.js";

const AT_ONCE = 3;

async function putMissing(context: SyncContext, row: BlobRow, missing: readonly number[]): Promise<Step> {
  const shape = parseBlobHdr(new Uint8Array(row.hdr));
  return inParallel(missing, AT_ONCE, async (i) => {
    if ((await context.database.get("blobs", row.id))?.state !== "here") throw new BlobMissing();
    const chunk = await readSealedChunk(context.database, row, i, i * (shape.chunkBytes + 16), sealedChunkLength(i, shape));
    if (chunk.length !== sealedChunkLength(i, shape)) throw new BlobMissing();
    const put = await putChunk(context.door, row.id, i, chunk);
    return put.ok ? DONE : put;
  });
}

/** One more try when the server says that chunks are missing. */
async function commit(context: SyncContext, row: BlobRow, mayRetry: boolean): Promise<Step> {
  const done = await commitBlob(context.door, row.id, toBase64url(new Uint8Array(row.chunks)));
  if (done.ok) return DONE;
  const { failure } = done;
  if (failure.type === "offline" || failure.code !== "incomplete" || !mayRetry) return done;
  const put = await putMissing(context, row, failure.problem.missing ?? []);
  return put.ok ? commit(context, row, false) : put;
}

async function uploadBlob(context: SyncContext, row: BlobRow): Promise<Step> {
  const state = await announceBlob(context.door, row.log, row.id, toBase64url(new Uint8Array(row.hdr)));
  if (!state.ok) return state;
  if (!state.value.committed) {
    const present = new Set(state.value.present);
    const put = await putMissing(context, row, Array.from({ length: row.chunkCount }, (_, i) => i).filter((i) => !present.has(i)));
    if (!put.ok) return put;
    const committed = await commit(context, row, true);
    if (!committed.ok) return committed;
  }
  await write(context.database, ["blobs"], async (tx) => {
    const now = await tx.objectStore("blobs").get(row.id);
    if (now?.state === "here") await tx.objectStore("blobs").put({ ...now, state: "stored" });
  });
  return DONE;
}

async function uploadOne(context: SyncContext, row: BlobRow): Promise<Step> {
  try {
    const uploaded = await uploadBlob(context, row);
    context.onBytes(row.id, false);
    return uploaded;
  } catch (error) {
    if (error instanceof BlobMissing) {
      context.onBytes(row.id, true);
      return DONE;
    }
    if (isStorageFailure(error) || isFull(error)) return stopped({ type: "storage", full: isFull(error) });
    throw error;
  }
}

/** Everything that only this phone has, small ones first: thumbnails show that pictures exist. */
export async function uploadBlobs(context: SyncContext, onUploaded: () => Promise<void>): Promise<Step> {
  const rows = await context.database.getAllFromIndex("blobs", "state", "here");
  const known = new Set<string>();
  const started = await inParallel(
    [...new Set(rows.map((row) => row.log))],
    1,
    async (log) => {
      const start = (await headOf(context.database, log)).seq > 0 ? DONE : await startCase(context.door, log);
      if (start.ok) known.add(log);
      return start.ok ? DONE : start;
    },
    endsRound,
  );
  if (!started.ok && endsRound(started.failure)) return started;
  const smallFirst = rows.filter(({ log }) => known.has(log)).sort((a, b) => a.paddedLen - b.paddedLen);
  const uploaded = await inParallel(
    smallFirst,
    AT_ONCE,
    async (row) => {
      if (!(await context.wanted(row.log, row.exhibit))) return DONE;
      const sent = await uploadOne(context, row);
      if (sent.ok) await onUploaded();
      return sent;
    },
    endsRound,
  );
  return started.ok || (!uploaded.ok && endsRound(uploaded.failure)) ? uploaded : started;
}
