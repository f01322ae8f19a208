// Uploads sealed blobs: announced, the missing chunks put, committed; resumed where it stopped.
import { announceBlob, blobState, commitBlob, committedBlobs, putChunk } from "../api/blobs.js";
import type { ApiFailure } from "../api/door.js";
import { startCase } from "../api/sync.js";
import { toBase64url } from "../crypto/base64url.js";
import { chunksHash, parseBlobHdr, sealedChunkLength } from "../crypto/blob.js";
import type { Bytes } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { sha256 } from "../crypto/hash.js";
import { BlobMissing, readSealedChunk } from "../store/blob-files.js";
import { isFull, isStorageFailure } from "../store/failure.js";
import { headOf } from "../store/logs.js";
import type { BlobRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { DONE, endsRound, type Step, stopped, type SyncContext } from "./context.js";
import { inParallel } from "./parallel.js";
import { turns } from "./turns.js";

const AT_ONCE = 3;

/** Chunks in memory at once, over all blobs: three of 4 MiB, however large the files are. */
const chunkTurn = turns(AT_ONCE);

class CalledOff extends Error {
  override readonly name = "CalledOff";
}

async function localChunk(context: SyncContext, row: BlobRow, i: number): Promise<Bytes> {
  const shape = parseBlobHdr(new Uint8Array(row.hdr));
  if ((await context.database.get("blobs", row.id))?.state !== "here") throw new BlobMissing();
  const chunk = await readSealedChunk(context.database, row, i, i * (shape.chunkBytes + 16), sealedChunkLength(i, shape));
  if (chunk.length !== sealedChunkLength(i, shape)) throw new BlobMissing();
  return chunk;
}

async function putMissing(context: SyncContext, row: BlobRow, missing: readonly number[]): Promise<Step> {
  return inParallel(missing, AT_ONCE, (i) =>
    chunkTurn(async () => {
      if (!context.mayUpload(row)) throw new CalledOff();
      const chunk = await localChunk(context, row, i);
      const put = await putChunk(context.door, row.id, i, chunk, context.calledOff());
      if (!put.ok) {
        if (!context.mayUpload(row)) throw new CalledOff();
        return put;
      }
      context.onSent(row.id, chunk.length);
      return DONE;
    }),
  );
}

/** Are the bytes on this phone still the ones that the record names? Chunk by chunk. */
async function isWhole(context: SyncContext, row: BlobRow): Promise<boolean> {
  const hashes: Bytes[] = [];
  for (let i = 0; i < row.chunkCount; i += 1) hashes.push(await chunkTurn(async () => sha256(await localChunk(context, row, i))));
  return equalBytes(await chunksHash(hashes), new Uint8Array(row.chunks));
}

const all = (row: BlobRow): readonly number[] => Array.from({ length: row.chunkCount }, (_, i) => i);

/** What to send once more; null when the failure is another one. `chunks_hash`: the server has emptied the blob. */
async function toSendAgain(context: SyncContext, row: BlobRow, failure: ApiFailure): Promise<readonly number[] | null> {
  if (failure.type === "offline") return null;
  if (failure.code === "incomplete") return failure.problem.missing ?? [];
  if (failure.code !== "chunks_hash") return null;
  if (!(await isWhole(context, row))) throw new BlobMissing();
  return all(row);
}

async function commit(context: SyncContext, row: BlobRow, mayRetry: boolean): Promise<Step> {
  const done = await commitBlob(context.door, row.id, toBase64url(new Uint8Array(row.chunks)));
  if (done.ok) return DONE;
  const again = mayRetry ? await toSendAgain(context, row, done.failure) : null;
  if (again === null) return done;
  const put = await putMissing(context, row, again);
  return put.ok ? commit(context, row, false) : put;
}

/** The account has it for good, unless it was taken out meanwhile. */
export async function markStored(context: Pick<SyncContext, "database">, row: BlobRow): Promise<void> {
  await write(context.database, ["blobs"], async (tx) => {
    const now = await tx.objectStore("blobs").get(row.id);
    if (now?.state === "here") await tx.objectStore("blobs").put({ ...now, state: "stored", sent: true });
  });
}

async function uploadBlob(context: SyncContext, row: BlobRow): Promise<Step> {
  const state = await announceBlob(context.door, row.log, row.id, toBase64url(new Uint8Array(row.hdr)));
  if (!state.ok) {
    // Taken out on another phone: its record is on the way here.
    return state.failure.type === "refused" && state.failure.code === "freed" ? DONE : state;
  }
  if (!state.value.committed) {
    const present = new Set(state.value.present);
    const put = await putMissing(context, row, all(row).filter((i) => !present.has(i)));
    if (!put.ok) return put;
    const committed = await commit(context, row, true);
    if (!committed.ok) return committed;
  }
  await markStored(context, row);
  return DONE;
}

/** A picture that waits for the person may be on the account already: a server that was restored is asked, once at each opening. */
async function askAboutHeld(context: SyncContext, row: BlobRow): Promise<Step> {
  if (row.sent === undefined || context.asked.has(row.id)) return DONE;
  const state = await blobState(context.door, row.id);
  if (!state.ok && (state.failure.type === "offline" || endsRound(state.failure))) return state;
  context.asked.add(row.id);
  if (state.ok && state.value.committed) await markStored(context, row);
  return DONE;
}

async function uploadOne(context: SyncContext, row: BlobRow): Promise<Step> {
  try {
    const uploaded = await uploadBlob(context, row);
    context.onBytes(row.id, false);
    return uploaded;
  } catch (error) {
    if (error instanceof CalledOff) return DONE;
    if (error instanceof BlobMissing) {
      context.onBytes(row.id, true);
      return DONE;
    }
    if (isStorageFailure(error) || isFull(error)) return stopped({ type: "storage", full: isFull(error) });
    throw error;
  }
}

/** What a restored server had the words of, and not yet the bytes, waits to be sent once more. */
async function offerMissing(context: SyncContext, log: string, rows: readonly BlobRow[]): Promise<Step> {
  const answer = await committedBlobs(context.door, log);
  // A case that the server does not know is given back by its ops, and everything of it with them.
  if (!answer.ok) return answer.failure.type === "refused" && answer.failure.status === 404 ? DONE : answer;
  const there = new Set(answer.value.blob_ids);
  const lost = rows.filter(({ id }) => !there.has(id));
  if (lost.length === 0) return DONE;
  await write(context.database, ["blobs"], async (tx) => {
    for (const { id } of lost) {
      const now = await tx.objectStore("blobs").get(id);
      if (now?.state === "stored") await tx.objectStore("blobs").put({ ...now, state: "here" });
    }
  });
  return DONE;
}

/** Once at each opening: heads do not tell whether the server still has the bytes. */
export async function offerLost(context: SyncContext): Promise<Step> {
  if (!context.look.blobs) return DONE;
  const stored = await context.database.getAllFromIndex("blobs", "state", "stored");
  const logs = [...new Set(stored.map(({ log }) => log))];
  const looked = await inParallel(logs, 1, (log) => offerMissing(context, log, stored.filter((row) => row.log === log)), endsRound);
  if (looked.ok) context.look.blobs = false;
  return looked;
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
      if (!context.mayUpload(row)) return askAboutHeld(context, row);
      const sent = await uploadOne(context, row);
      if (sent.ok) await onUploaded();
      return sent;
    },
    endsRound,
  );
  return started.ok || (!uploaded.ok && endsRound(uploaded.failure)) ? uploaded : started;
}
