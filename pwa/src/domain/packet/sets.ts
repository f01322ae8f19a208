// Files for online forms that take three at a time and none above 4 MB (product E3).
import type { PacketExhibit } from "./record.js";

const MOST_BYTES = 4_000_000;
const MOST_FILES = 3;

export interface SetFile {
  readonly label: string;
  readonly file: string;
  readonly mime: string;
}

export function formSets(exhibits: readonly PacketExhibit[]): { readonly sets: readonly (readonly SetFile[])[]; readonly tooLarge: readonly string[] } {
  const files = exhibits.flatMap(({ label, file, mime, bytes }) => (file === null ? [] : [{ label, file, mime: mime ?? "", bytes: bytes ?? 0 }]));
  const fitting = files.filter(({ bytes }) => bytes <= MOST_BYTES);
  const sets: SetFile[][] = [];
  for (const [at, { label, file, mime }] of fitting.entries()) {
    if (at % MOST_FILES === 0) sets.push([]);
    sets.at(-1)?.push({ label, file, mime });
  }
  return { sets, tooLarge: files.filter(({ bytes }) => bytes > MOST_BYTES).map(({ label }) => label) };
}
