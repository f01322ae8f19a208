// How an evidence bag is laid out (docs/packet-format.md): its files in the order of the zip, with the manifests that vouch for them.
import { type Bytes, hex } from "../bytes.js";
import type { PacketChain } from "../domain/packet/chains.js";
import type { PacketRecord } from "../domain/packet/record.js";
import { compareText } from "../domain/canonical.js";

export type Digest = (bytes: Uint8Array) => Promise<Uint8Array>;

/** A file that is at hand, or a picture or PDF that is read from where it lies when its turn comes. */
export type BagPart<P> = { readonly path: string; readonly bytes: Bytes } | { readonly path: string; readonly picture: P };

export interface BagPicture<P> {
  /** As in the record: below data/. */
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  readonly picture: P;
}

export interface BagInput<P> {
  readonly record: PacketRecord;
  readonly recordBytes: Bytes;
  readonly readMe: string;
  readonly html: string;
  readonly pdf?: Omit<BagPicture<P>, "file">;
  readonly chains: readonly PacketChain[];
  readonly pictures: readonly BagPicture<P>[];
  /** Below timestamps/: a stamp of the manifest comes after the manifest is known. */
  readonly stamps?: (manifest: Bytes) => Promise<ReadonlyMap<string, Bytes>>;
}

export interface Bag<P> {
  readonly fingerprint: string;
  readonly folder: string;
  readonly parts: readonly BagPart<P>[];
  readonly bytes: number;
}

export const READ_ME = "data/READ-ME-FIRST.txt";
export const HTML = "data/packet.html";
export const PDF = "data/packet.pdf";
export const RECORD = "data/record.json";
export const BAGIT = "bagit.txt";
export const BAG_INFO = "bag-info.txt";
export const MANIFEST = "manifest-sha256.txt";
export const TAG_MANIFEST = "tagmanifest-sha256.txt";
export const BAGIT_TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
export const FINGERPRINT_FIELD = "Holdfast-Fingerprint";
export const OXUM_FIELD = "Payload-Oxum";

const encoder = new TextEncoder();
const utf8 = (text: string): Bytes => encoder.encode(text);

export function folderOf(fingerprint: string): string {
  return `holdfast-packet-${fingerprint.slice(0, 12)}`;
}

/** A tag file's value is one line. */
const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, " ").trim();

function bagInfo({ made_at, case: { numbers }, software }: PacketRecord, fingerprint: string, oxum: string): string {
  const fields = [
    ["Bag-Software-Agent", `${software.name} ${software.version}`],
    ["Bagging-Date", made_at.slice(0, 10)],
    ...numbers.map(({ kind, value }) => ["External-Identifier", `${kind}: ${oneLine(value)}`]),
    [FINGERPRINT_FIELD, fingerprint],
    [OXUM_FIELD, oxum],
  ];
  return fields.map(([name, value]) => `${name ?? ""}: ${value ?? ""}\n`).join("");
}

function manifestText(hashes: ReadonlyMap<string, string>): string {
  const paths = [...hashes.keys()].sort(compareText);
  return paths.map((path) => `${hashes.get(path) ?? ""}  ${path}\n`).join("");
}

async function hashed(files: readonly { readonly path: string; readonly bytes: Bytes }[], digest: Digest): Promise<ReadonlyMap<string, string>> {
  return new Map(await Promise.all(files.map(async ({ path, bytes }) => [path, hex(await digest(bytes))] as const)));
}

/** Everything but the pictures' own bytes, whose hashes the record has. */
export async function bagOf<P>(input: BagInput<P>, digest: Digest): Promise<Bag<P>> {
  const { record, recordBytes, readMe, html, pdf, chains, pictures } = input;
  const fingerprint = hex(await digest(recordBytes));
  const first = [
    { path: READ_ME, bytes: utf8(readMe) },
    { path: HTML, bytes: utf8(html) },
  ];
  const then = [{ path: RECORD, bytes: recordBytes }, ...chains.map(({ name, bytes }) => ({ path: `data/custody/${name}.jsonl`, bytes }))];
  const papers = [...first, ...then];
  const typeset = pdf === undefined ? [] : [{ path: PDF, ...pdf }];
  const shown = [...typeset, ...pictures.map(({ file, sha256, size, picture }) => ({ path: `data/${file}`, sha256, size, picture }))];
  const payload = new Map([...(await hashed(papers, digest)), ...shown.map(({ path, sha256 }) => [path, sha256] as const)]);
  const manifest = utf8(manifestText(payload));
  const size = papers.reduce((sum, { bytes }) => sum + bytes.length, 0) + shown.reduce((sum, picture) => sum + picture.size, 0);
  const stamps = [...((await input.stamps?.(manifest)) ?? [])].map(([name, bytes]) => ({ path: `timestamps/${name}`, bytes }));
  const info = utf8(bagInfo(record, fingerprint, `${size}.${papers.length + shown.length}`));
  const tags = [{ path: MANIFEST, bytes: manifest }, ...stamps, { path: BAG_INFO, bytes: info }, { path: BAGIT, bytes: utf8(BAGIT_TEXT) }];
  const last = { path: TAG_MANIFEST, bytes: utf8(manifestText(await hashed(tags, digest))) };
  const folder = folderOf(fingerprint);
  const all: readonly BagPart<P>[] = [...first, ...typeset, ...then, ...shown.slice(typeset.length), ...tags, last];
  const tagBytes = [...tags, last].reduce((sum, { bytes }) => sum + bytes.length, 0);
  return { fingerprint, folder, parts: all.map((part) => ({ ...part, path: `${folder}/${part.path}` })), bytes: size + tagBytes };
}
