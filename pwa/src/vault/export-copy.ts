// Makes a copy of everything as one encrypted file, and holds it until somebody has saved it elsewhere.
import { whenNobody } from "../store/locks.js";
import { emptyScratch } from "../store/scratch.js";
import { isFull, isStorageFailure } from "../store/failure.js";
import { TaskFailed } from "../worker/protocol.js";
import type { Core } from "./core.js";
import { type Plan, planExport } from "./export-plan.js";
import type { ExportedCopy, ExportFailure, ExportsVault, ExportWatch, ExportWords } from "./exports-port.js";
import type { Result } from "./port.js";

type Made = Result<ExportedCopy, ExportFailure>;

function fileName(made: number): string {
  return `copy-${new Date(made).toISOString().slice(0, 10)}.zip.age`;
}

function told({ cases, manifest }: Plan, file: Blob, leftOut: readonly string[]): ExportedCopy {
  const labels = new Map(cases.flatMap((one) => [...one.labels]));
  return {
    name: fileName(manifest.made),
    file,
    cases: cases.length,
    records: manifest.cases.reduce((sum, { count }) => sum + count, 0),
    pictures: labels.size - leftOut.length,
    absent: cases.flatMap(({ absent }) => absent),
    damaged: leftOut.map((path) => labels.get(path) ?? path),
  };
}

function failure(error: unknown): Made {
  if (error instanceof TaskFailed && (error.code === "full" || error.code === "cancelled")) return { ok: false, type: error.code };
  if (error instanceof DOMException && error.name === "AbortError") return { ok: false, type: "cancelled" };
  if (isFull(error)) return { ok: false, type: "full" };
  if (error instanceof TaskFailed || isStorageFailure(error)) return { ok: false, type: "storage" };
  throw error;
}

async function make(core: Core, passphrase: string, words: ExportWords, { signal, onProgress }: ExportWatch): Promise<Made> {
  const { open } = core;
  if (open === null) return { ok: false, type: "locked" };
  try {
    const plan = await planExport(core, open, words, signal);
    if (plan.cases.length === 0) return { ok: false, type: "empty" };
    const bytes = plan.parts.reduce((sum, part) => sum + (part.kind === "bytes" ? part.bytes.length : part.input.len), 0);
    const hooks = { signal, onProgress: (done: number) => onProgress({ bytesDone: Math.min(done, bytes), bytes }) };
    const { file, leftOut } = await core.env.copies("copyOut", { passphrase, parts: plan.parts }, hooks);
    return { ok: true, value: told(plan, file, leftOut) };
  } catch (error) {
    return failure(error);
  }
}

/** The lock is held as long as the file is: a start in another tab empties the scratch folder only when nobody needs it. */
export function exporting(core: Core): Pick<ExportsVault, "exportCopy" | "dropCopy"> {
  let held: { readonly release: () => void; readonly released: Promise<unknown> } | null = null;
  const dropCopy = async (): Promise<void> => {
    const before = held;
    held = null;
    before?.release();
    await before?.released;
  };
  return {
    dropCopy,
    async exportCopy(passphrase, words, watch) {
      await dropCopy();
      return new Promise<Made>((resolve, reject) => {
        let release = (): void => undefined;
        const done = new Promise<void>((free) => (release = free));
        const released = whenNobody("holdfast-scratch", async () => {
          const made = await make(core, passphrase, words, watch);
          resolve(made);
          if (made.ok) await done;
          await emptyScratch();
          return "had";
        });
        held = { release, released };
        released.then((had) => had === undefined && resolve({ ok: false, type: "busy" }), reject);
      });
    },
  };
}
