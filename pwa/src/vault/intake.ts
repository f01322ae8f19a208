// Takes files in: each one hashed, sealed, labelled and durable before the next.
import { equalBytes } from "../crypto/constant-time.js";
import { newId } from "../crypto/ids.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import { event } from "../domain/build.js";
import { fileName } from "../domain/file-name.js";
import type { Cover, FileExhibit, Via } from "../domain/records.js";
import { discardBytes } from "../store/blob-files.js";
import { withSharedLock } from "../store/locks.js";
import { isCopyFailure, type RunTask, TaskFailed } from "../worker/protocol.js";
import { type Both, sealBoth, type Sealing } from "../worker/seal-both.js";
import type { LogView } from "./log-view.js";
import type { FileOutcome, IntakeProgress } from "./port.js";
import { saveRecords, type WriteContext } from "./writer.js";

const LARGEST = 2 * 1024 ** 3;
/** The next files are begun while this one is written: as many as keep two cores busy, and together do not fill the memory. */
const AHEAD = 3;
const AHEAD_BYTES = 8 * 1024 * 1024;

export interface IntakeContext extends WriteContext {
  readonly run: RunTask;
  readonly view: LogView<CaseState>;
}

export interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (p: IntakeProgress) => void;
  /** Pictures whose places were covered before they came here. */
  readonly covered?: ReadonlyMap<File, Cover>;
}

export type Failed = { readonly ok: false; readonly type: "empty" | "too_large" | "unreadable" | "full" | "cancelled" | "storage" };

export function failure(error: unknown): Failed {
  if (!(error instanceof TaskFailed) || isCopyFailure(error.code)) throw error;
  const { code } = error;
  return { ok: false, type: code === "missing" || code === "damaged" ? "storage" : code };
}

/** Ends with a value whatever happens: it may be begun long before anybody waits for it. */
export async function begin(context: Sealing, file: File, watch: Watch, onBytes: (n: number) => void): Promise<(Both & { readonly ok: true }) | Failed> {
  if (file.size === 0) return { ok: false, type: "empty" };
  if (file.size > LARGEST) return { ok: false, type: "too_large" };
  if (watch.signal.aborted) return { ok: false, type: "cancelled" };
  return sealBoth(context, file, watch.signal, onBytes).then((both) => ({ ok: true as const, ...both }), failure);
}

export function twin(state: CaseState, sha256: Uint8Array): Exhibit | null {
  for (const exhibit of state.exhibits.values()) {
    const { first, removed } = exhibit;
    if (removed === null && first.kind === "file" && equalBytes(first.sha256, sha256)) return exhibit;
  }
  return null;
}

type Added = FileOutcome["result"];

/** One exhibit, or none where the case has these very bytes: that is found out under the write lock. */
async function record(context: IntakeContext, { file, blobs: kept, chunks }: Both, via: Via, rest: Pick<FileExhibit, "name" | "covered">): Promise<Added> {
  const { view } = context;
  const id = newId();
  const blobs = kept.map((blob) => ({ ...blob, log: view.log, exhibit: id, state: "here" as const }));
  const found: { twin: Exhibit | null; label: string } = { twin: null, label: "" };
  const saved = await saveRecords(context, view, view.state, {
    blobs,
    chunks,
    build: (stamp, label) => {
      found.twin = twin(view.state, file.sha256);
      if (found.twin !== null) return [];
      found.label = label();
      const body: FileExhibit = { label: found.label, kind: "file", via, gate: "clear", received: stamp.at, ...rest, ...file };
      return [event(stamp, "exhibit", body, id)];
    },
  });
  const { mime } = file;
  if (saved.ok && found.twin === null) return { ok: true, value: { id, label: found.label, mime, duplicateOf: null } };
  for (const blob of blobs) await discardBytes(context.database, blob.id);
  if (!saved.ok) return { ok: false, type: saved.type === "full" ? "full" : "storage" };
  const there = found.twin ?? { id, label: found.label };
  return { ok: true, value: { id: there.id, label: there.label, mime, duplicateOf: there.label } };
}

/** Counts the bytes of files that are sealed side by side. */
export function tally(files: readonly File[], watch: Pick<Watch, "onProgress">): { readonly of: (file: File) => (done: number) => void; readonly ended: () => void } {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  let [bytesDone, filesDone] = [0, 0];
  const tell = (): void => watch.onProgress({ filesDone, files: files.length, bytesDone, bytes });
  tell();
  return {
    of: (file) => {
      let mine = 0;
      return (done) => {
        bytesDone += Math.min(done, file.size) - mine;
        mine = Math.min(done, file.size);
        tell();
      };
    },
    ended: () => {
      filesDone += 1;
      tell();
    },
  };
}

/** Each file with what was begun of it; some of those after it are begun too. What was handed out is held no longer. */
function* inAdvance<T>(files: readonly File[], start: (file: File) => T): Generator<readonly [File, T]> {
  const begun: T[] = [];
  for (const [place, file] of files.entries()) {
    let bytes = 0;
    for (const [i, next] of files.slice(place, place + 1 + AHEAD).entries()) {
      bytes += next.size;
      if (i > 0 && bytes > AHEAD_BYTES) break;
      begun[i] ??= start(next);
    }
    const mine = begun.shift();
    if (mine !== undefined) yield [file, mine];
  }
}

/** In the order given, each durable before the next; the sweep of strays waits while any tab takes files in. */
export function addFiles(context: IntakeContext, files: readonly File[], via: Via, watch: Watch, onSaved: () => void): Promise<readonly FileOutcome[]> {
  return withSharedLock("holdfast-intake", async () => {
    const count = tally(files, watch);
    const start = (file: File): { readonly sealed: ReturnType<typeof begin>; readonly onBytes: (done: number) => void } => {
      const onBytes = count.of(file);
      return { sealed: begin(context, file, watch, onBytes), onBytes };
    };
    const outcomes: FileOutcome[] = [];
    for (const [file, { sealed, onBytes }] of inAdvance(files, start)) {
      const both = await sealed;
      const name = fileName(file.name);
      const covered = watch.covered?.get(file);
      const rest = { ...(name === "" ? {} : { name }), ...(covered === undefined ? {} : { covered }) };
      const result = both.ok ? await record(context, both, via, rest) : both;
      outcomes.push({ name, result });
      onBytes(file.size);
      count.ended();
      if (result.ok && result.value.duplicateOf === null) onSaved();
    }
    return outcomes;
  });
}
