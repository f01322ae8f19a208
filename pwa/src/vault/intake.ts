// Takes files in: each one hashed, sealed, labelled and durable before the next.
import { equalBytes } from "../crypto/constant-time.js";
import { newId } from "../crypto/ids.js";
import { systemRandom } from "../crypto/random.js";
import type { CaseState } from "../domain/fold.js";
import { event } from "../domain/build.js";
import type { BlobRef, FileExhibit, Id, Thumb, Via } from "../domain/records.js";
import { discardBytes } from "../store/blob-files.js";
import { withSharedLock } from "../store/locks.js";
import type { BlobRow, ChunkRow } from "../store/schema.js";
import { type RunTask, type SealedFile, TaskFailed } from "../worker/protocol.js";
import type { LogView } from "./log-view.js";
import type { FileOutcome, IntakeProgress } from "./port.js";
import { makeThumbnail } from "./thumbnails.js";
import { saveRecords, type WriteContext } from "./writer.js";

const LARGEST = 2 * 1024 ** 3;

export interface IntakeContext extends WriteContext {
  readonly run: RunTask;
  readonly view: LogView<CaseState>;
}

interface Sealed {
  readonly ref: BlobRef;
  readonly file: SealedFile;
  readonly row: (exhibit: Id, log: Id) => BlobRow;
  readonly chunks: readonly ChunkRow[];
}

export interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (p: IntakeProgress) => void;
}

async function seal(run: RunTask, file: Blob, signal: AbortSignal, onProgress: (bytesDone: number) => void): Promise<Sealed> {
  const id = newId();
  const key = systemRandom(32);
  const sealed = await run("seal", { file, blobId: id, key }, { signal, onProgress });
  const { hdr, commit, chunks, paddedLen, chunkCount, where, held } = sealed;
  const row = (exhibit: Id, log: Id): BlobRow => ({ id, log, exhibit, hdr: hdr.buffer, chunks: chunks.buffer, paddedLen, chunkCount, where, state: "here" });
  const rows = held.map(({ buffer }, i) => ({ blob: id, i, bytes: buffer }));
  return { ref: { id, key, hdr, commit, chunks }, file: sealed, row, chunks: rows };
}

async function sealThumb(run: RunTask, file: Blob, signal: AbortSignal): Promise<{ readonly sealed: Sealed; readonly thumb: Thumb; readonly w: number; readonly h: number } | null> {
  const made = await makeThumbnail(file);
  if (made === null) return null;
  const sealed = await seal(run, made.jpeg, signal, () => undefined);
  return { sealed, thumb: { ...sealed.ref, len: made.jpeg.size, w: made.w, h: made.h }, w: made.fullW, h: made.fullH };
}

type Failed = { readonly ok: false; readonly type: "empty" | "too_large" | "unreadable" | "full" | "cancelled" | "storage" };

function failure(error: unknown): Failed {
  if (!(error instanceof TaskFailed)) throw error;
  const { code } = error;
  return { ok: false, type: code === "missing" || code === "damaged" ? "storage" : code };
}

/** Both blobs, or the first failure with nothing left behind. */
async function sealBoth(context: IntakeContext, file: File, watch: Watch, onBytes: (n: number) => void): Promise<{ original: Sealed; thumb: Awaited<ReturnType<typeof sealThumb>> }> {
  const [original, thumb] = await Promise.allSettled([seal(context.run, file, watch.signal, onBytes), sealThumb(context.run, file, watch.signal)]);
  if (original.status === "fulfilled" && thumb.status === "fulfilled" && !watch.signal.aborted) return { original: original.value, thumb: thumb.value };
  if (original.status === "fulfilled") await discardBytes(context.database, original.value.ref.id);
  if (thumb.status === "fulfilled" && thumb.value !== null) await discardBytes(context.database, thumb.value.thumb.id);
  if (original.status === "rejected") throw original.reason;
  if (thumb.status === "rejected") throw thumb.reason;
  throw new TaskFailed("cancelled");
}

function twin(state: CaseState, sha256: Uint8Array): string | null {
  for (const { first, label, removed } of state.exhibits.values()) {
    if (removed === null && first.kind === "file" && equalBytes(first.sha256, sha256)) return label;
  }
  return null;
}

async function addFile(context: IntakeContext, file: File, via: Via, watch: Watch, onBytes: (n: number) => void): Promise<FileOutcome["result"]> {
  if (file.size === 0) return { ok: false, type: "empty" };
  if (file.size > LARGEST) return { ok: false, type: "too_large" };
  if (watch.signal.aborted) return { ok: false, type: "cancelled" };
  const { view } = context;
  const { original, thumb } = await sealBoth(context, file, watch, onBytes);
  const duplicateOf = twin(view.state, original.file.sha256);
  const id = newId();
  const { mime, len, sha256 } = original.file;
  let given = "";
  const both = [original, ...(thumb === null ? [] : [thumb.sealed])];
  const blobs = both.map(({ row }) => row(id, view.log));
  const saved = await saveRecords(context, view, view.state, {
    blobs,
    chunks: both.flatMap(({ chunks }) => chunks),
    build: (stamp, label) => {
      given = label();
      const picture = thumb === null ? {} : { thumb: thumb.thumb, w: thumb.w, h: thumb.h };
      const name = file.name === "" ? {} : { name: file.name };
      const body: FileExhibit = { label: given, kind: "file", via, gate: "clear", received: stamp.at, ...name, mime, len, sha256, blob: original.ref, ...picture };
      return [event(stamp, "exhibit", body, id)];
    },
  });
  if (saved.ok) return { ok: true, value: { id, label: given, mime, duplicateOf } };
  for (const blob of blobs) await discardBytes(context.database, blob.id);
  return { ok: false, type: saved.type === "full" ? "full" : "storage" };
}

/** The sweep of strays waits while any tab takes files in. */
export function addFiles(context: IntakeContext, files: readonly File[], via: Via, watch: Watch, onSaved: () => void): Promise<readonly FileOutcome[]> {
  return withSharedLock("holdfast-intake", async () => {
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const outcomes: FileOutcome[] = [];
    let before = 0;
    for (const [filesDone, file] of files.entries()) {
      const report = (done: number): void => watch.onProgress({ filesDone, files: files.length, bytesDone: before + done, bytes });
      report(0);
      const result = await addFile(context, file, via, watch, report).catch(failure);
      outcomes.push({ name: file.name, result });
      before += file.size;
      if (result.ok) onSaved();
    }
    watch.onProgress({ filesDone: files.length, files: files.length, bytesDone: bytes, bytes });
    return outcomes;
  });
}
