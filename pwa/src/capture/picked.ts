// What was chosen, and how much at once is too much.
import type { Cover, Via } from "../domain/records.js";

export interface Picked {
  readonly files: readonly File[];
  readonly via: Via;
  readonly covered?: ReadonlyMap<File, Cover>;
}

const MOST_FILES = 100;
const MOST_BYTES = 2 * 1024 ** 3;

export function refusal(files: readonly File[]): "too_many" | "too_much" | null {
  if (files.length > MOST_FILES) return "too_many";
  return files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES ? "too_much" : null;
}
