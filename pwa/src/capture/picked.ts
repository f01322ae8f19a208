// What was chosen, and how much of it goes in at once.
import type { Cover, Via } from "../domain/records.js";

export interface Picked {
  readonly files: readonly File[];
  readonly via: Via;
  readonly covered?: ReadonlyMap<File, Cover>;
}

const MOST_FILES = 100;
const MOST_BYTES = 2 * 1024 ** 3;

/** The first of them, at least one; the rest waits to be asked for. */
export function portion({ files, via }: Picked): { readonly now: Picked; readonly later: Picked } {
  let bytes = 0;
  const tooMuch = files.findIndex(({ size }, i) => {
    bytes += size;
    return i === MOST_FILES || (i > 0 && bytes > MOST_BYTES);
  });
  const end = tooMuch < 0 ? files.length : tooMuch;
  return { now: { files: files.slice(0, end), via }, later: { files: files.slice(end), via } };
}

export function canCover(files: readonly File[]): boolean {
  return files.some(({ type }) => type.startsWith("image/"));
}
