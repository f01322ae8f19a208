// Names within a copy file: readable, and unpacked by any program on any system without surprise.
import type { FileExhibit } from "./records.js";

const ENDINGS: Readonly<Record<string, string>> = {
  "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/heic": "heic", "image/heif": "heif", "image/avif": "avif",
  "image/bmp": "bmp", "image/tiff": "tif", "video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm", "audio/mp4": "m4a", "audio/mpeg": "mp3",
  "audio/ogg": "ogg", "audio/wav": "wav", "application/pdf": "pdf", "application/zip": "zip", "text/plain": "txt",
};
const LONGEST = 60;
/** What some system or other forbids in a name, and what cannot be seen. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff<>:"/\\|?*]/gu;

/** "" where nothing is left. The number before it keeps it apart from others and from a system's own names. */
export function folderName(number: number, title: string, untitled: string): string {
  const seen = Array.from(title.replace(FORBIDDEN, " ").replace(/\s+/g, " ").trim()).slice(0, LONGEST).join("");
  return `${number} ${seen.replace(/[. ]+$/, "") || untitled}`;
}

/** Under its label; a label that two phones gave gets a number. */
export function pictureName(label: string, { mime }: Pick<FileExhibit, "mime">, taken: ReadonlySet<string>): string {
  const ending = ENDINGS[mime] ?? "bin";
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? `${label}.${ending}` : `${label} (${n}).${ending}`;
    if (!taken.has(name)) return name;
  }
}
