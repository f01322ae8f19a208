// The vectors of the zip layout: whole small files, and headers of entries too large to write down.
import { directory, type Entry, localHeader } from "../layout.js";
import { itemOf } from "../writer.js";
import { zipOf } from "./collect.js";

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const NOON = Date.UTC(2026, 10, 23, 17, 0, 1, 500);

const FILES: Readonly<Record<string, readonly (readonly [name: string, text: string, modified: number])[]>> = {
  "one file": [["A-001.png", "not really a picture", NOON]],
  "folders, French, empty": [
    ["READ-ME.txt", "Hello\n", NOON],
    ["Dossier d’Élise/pièces/A-001.txt", "é".repeat(40), NOON + 86_400_000],
    ["Dossier d’Élise/vide.txt", "", NOON],
  ],
  "before zip had dates": [["old.txt", "1", 0]],
  "after zip's dates end": [["late.txt", "1", Date.UTC(2300, 0, 1)]],
};

const GIB = 1024 ** 3;
const LARGE: Readonly<Record<string, readonly Entry[]>> = {
  "a video of five GiB, then a note": [
    { name: "A-001.mp4", size: 5 * GIB, crc: 0x12345678, modified: NOON - 500 },
    { name: "A-002.txt", size: 3, crc: 0x352441c2, modified: NOON - 500 },
  ],
  "just below and at the bound": [
    { name: "below", size: 0xffff_fffe, crc: 1, modified: NOON - 500 },
    { name: "at", size: 0xffff_ffff, crc: 2, modified: NOON - 500 },
  ],
};

export async function zipVectors(): Promise<object> {
  const files = Object.entries(FILES).map(async ([note, given]) => ({
    note,
    entries: given.map(([name, text, modified]) => ({ name, text, modified })),
    zip: hex(await zipOf(given.map(([name, text, modified]) => itemOf(name, utf8(text), modified)))),
  }));
  const large = Object.entries(LARGE).map(([note, entries]) => ({ note, entries, headers: entries.map((entry) => hex(localHeader(entry))), directory: hex(directory(entries)) }));
  return { files: await Promise.all(files), large };
}
