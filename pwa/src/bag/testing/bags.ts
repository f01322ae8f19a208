// Evidence bags for the vectors: whole ones, and each way of tampering with one, by its name.
import { type Bytes, joined } from "../../bytes.js";
import { packetRecord } from "../../domain/packet/build.js";
import { contentsOf, leftBy, withoutLeft } from "../../domain/packet/contents.js";
import { packetFiles } from "../../domain/packet/files.js";
import { recordBytes } from "../../domain/packet/record.js";
import { richSample, type SampleCase, sha256, smallSample } from "../../domain/packet/testing/sample-case.js";
import { directory, type Entry, localHeader } from "../../zip/layout.js";
import { crc32 } from "../../zip/crc32.js";
import { bagOf, type Digest } from "../layout.js";

/** The files of a bag by their whole path, in order. */
export type BagFiles = ReadonlyMap<string, Bytes>;

const MADE = { at: Date.UTC(2026, 10, 26, 16, 47, 9, 250), tz: "America/Toronto", off: 120 };
export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const digest: Digest = sha256;

export interface Made {
  readonly files: BagFiles;
  readonly fingerprint: string;
  readonly folder: string;
}

export async function bagFrom({ state, title, details, letters, kinds, pictures }: SampleCase, change: { readonly title?: string; readonly leave?: readonly string[]; readonly stamps?: ReadonlyMap<string, Bytes> } = {}): Promise<Made> {
  const all = contentsOf(state);
  const left = new Set([...leftBy("police", all), ...(change.leave ?? [])]);
  const { exhibits } = withoutLeft(all, left);
  const files = packetFiles(exhibits, left);
  const { record, chains } = await packetRecord({ state, title: change.title ?? title, made: MADE, language: "en", profile: "police", left, details, files, letters, kinds, version: "0.1.0" }, sha256);
  const shown = exhibits.flatMap(({ id }) => {
    const [place, bytes] = [files.get(id), pictures.get(id)];
    return place !== undefined && "file" in place && bytes !== undefined ? [{ file: place.file, bytes }] : [];
  });
  const listed = await Promise.all(shown.map(async ({ file, bytes }) => ({ file, sha256: Buffer.from(await sha256(bytes)).toString("hex"), size: bytes.length, picture: bytes })));
  const { stamps } = change;
  const bag = await bagOf(
    { record, recordBytes: recordBytes(record), readMe: "READ ME FIRST\n", html: "<!doctype html><title>Packet</title>\n", chains, pictures: listed, ...(stamps === undefined ? {} : { stamps: () => Promise.resolve(stamps) }) },
    sha256,
  );
  return { files: new Map(bag.parts.map((part) => [part.path, "bytes" in part ? part.bytes : part.picture])), fingerprint: bag.fingerprint, folder: bag.folder };
}

/** Stored as our writer stores, but any name goes. */
export function zipOf(files: BagFiles): Bytes {
  const placed = [...files].map(([name, bytes]): { entry: Entry; bytes: Bytes } => ({ entry: { name, size: bytes.length, crc: crc32(bytes), modified: MADE.at - 250 }, bytes }));
  return joined([...placed.flatMap(({ entry, bytes }) => [localHeader(entry), bytes]), directory(placed.map(({ entry }) => entry))]);
}

/** The same with one file other, or gone (null). */
export function withFile({ files, folder }: Made, path: string, bytes: Bytes | null): BagFiles {
  const name = `${folder}/${path}`;
  if (bytes !== null) return new Map([...files, [name, bytes]]);
  return new Map([...files].filter(([other]) => other !== name));
}

export function fileOf({ files, folder }: Made, path: string): Bytes {
  const found = files.get(`${folder}/${path}`);
  if (found === undefined) throw new Error(path);
  return found;
}

async function manifestOf(files: BagFiles, folder: string, holds: (path: string) => boolean): Promise<Bytes> {
  const paths = [...files.keys()].map((name) => name.slice(folder.length + 1)).filter(holds).sort();
  const lines = await Promise.all(paths.map(async (path) => `${Buffer.from(await sha256(files.get(`${folder}/${path}`) ?? utf8(""))).toString("hex")}  ${path}\n`));
  return utf8(lines.join(""));
}

/** What a forger does who knows BagIt, and not what the record holds: both manifests and the size are made anew. */
export async function remanifested(files: BagFiles, folder: string): Promise<BagFiles> {
  const next = new Map(files);
  next.set(`${folder}/manifest-sha256.txt`, await manifestOf(next, folder, (path) => path.startsWith("data/")));
  const payload = [...next].filter(([name]) => name.startsWith(`${folder}/data/`));
  const oxum = `Payload-Oxum: ${payload.reduce((sum, [, { length }]) => sum + length, 0)}.${payload.length}\n`;
  next.set(`${folder}/bag-info.txt`, utf8(text(next.get(`${folder}/bag-info.txt`) ?? utf8("")).replace(/Payload-Oxum: .*\n/, oxum)));
  next.set(`${folder}/tagmanifest-sha256.txt`, await manifestOf(next, folder, (path) => !path.startsWith("data/") && path !== "tagmanifest-sha256.txt"));
  return next;
}

export { richSample, smallSample };
