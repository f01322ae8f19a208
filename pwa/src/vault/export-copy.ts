// Makes a copy of everything as one encrypted file, and holds it until somebody has saved it elsewhere.
import { isFull, isStorageFailure } from "../store/failure.js";
import { TaskFailed } from "../worker/protocol.js";
import type { Core } from "./core.js";
import { type Plan, planExport } from "./export-plan.js";
import type { ExportedCopy, ExportFailure, ExportsVault, ExportWatch, ExportWords } from "./exports-port.js";
import type { HeldScratch } from "./held-scratch.js";
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

export function failure(error: unknown): { readonly ok: false; readonly type: "full" | "cancelled" | "storage" } {
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

export async function exportCopy(core: Core, held: HeldScratch, ...[passphrase, words, watch]: Parameters<ExportsVault["exportCopy"]>): Promise<Made> {
  return (await held.hold(() => make(core, passphrase, words, watch))) ?? { ok: false, type: "busy" };
}
