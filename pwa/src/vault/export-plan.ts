// What goes into a copy: the manifest, each case's records, the readable papers, and the pictures that are to be had.
import { hex, utf8 } from "../crypto/bytes.js";
import { sha256 } from "../crypto/hash.js";
import { type CopiedCase, type CopiedPicture, type CopyManifest, MANIFEST } from "../domain/copy-manifest.js";
import { folderName, pictureName } from "../domain/copy-paths.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import type { FileExhibit, Id, Rec } from "../domain/records.js";
import { fetchBlob } from "../sync/download.js";
import type { CopyPart } from "../worker/copy-protocol.js";
import { encodeCopied } from "./copied-records.js";
import type { Core } from "./core.js";
import type { ExportWords } from "./exports-port.js";
import { type OpenVault, readCase, refreshLog } from "./open-vault.js";
import type { CaseSummary } from "./port.js";
import { recordsOf } from "./reissue.js";

type Bytes = Uint8Array<ArrayBuffer>;
export type PicturePart = Extract<CopyPart, { kind: "picture" }>;

export interface PlannedCase {
  readonly copied: CopiedCase;
  readonly parts: readonly CopyPart[];
  readonly pictures: readonly PicturePart[];
  readonly labels: ReadonlyMap<string, string>;
  readonly absent: readonly string[];
}

export interface Plan {
  readonly manifest: CopyManifest;
  readonly cases: readonly PlannedCase[];
  readonly parts: readonly CopyPart[];
}

/** True when its bytes are on this phone, fetched if need be. */
export async function isHere(core: Core, open: OpenVault, log: Id, exhibit: Exhibit, { blob }: FileExhibit): Promise<boolean> {
  const row = await open.database.get("blobs", blob.id);
  if (row !== undefined) return row.state === "here" || row.state === "stored";
  return core.registered && (await fetchBlob({ database: open.database, door: core.env.door }, log, exhibit.id, blob)) === "here";
}

export function partOf(path: string, exhibit: Exhibit, body: FileExhibit): PicturePart {
  const bytes = (given: Uint8Array): Bytes => new Uint8Array(given);
  const { id, key, hdr, commit, chunks } = body.blob;
  const input = { blobId: id, key: bytes(key), hdr: bytes(hdr), commit: bytes(commit), chunks: bytes(chunks), len: body.len, mime: body.mime, sha256: bytes(body.sha256) };
  return { kind: "picture", path, modified: exhibit.at, input };
}

interface Found {
  readonly pictures: readonly PicturePart[];
  readonly copied: readonly CopiedPicture[];
  readonly paths: ReadonlyMap<Id, string>;
  readonly absent: readonly Exhibit[];
  readonly labels: ReadonlyMap<string, string>;
}

/** Nothing that was taken out goes with it: its record says so, and that is all. */
async function picturesOf(core: Core, open: OpenVault, state: CaseState, folder: string, signal: AbortSignal): Promise<Found> {
  const taken = new Set<string>();
  const [pictures, copied, paths, absent, labels] = [[] as PicturePart[], [] as CopiedPicture[], new Map<Id, string>(), [] as Exhibit[], new Map<string, string>()];
  for (const exhibit of state.exhibits.values()) {
    const body = exhibit.first;
    if (body.kind !== "file" || exhibit.removed !== null) continue;
    signal.throwIfAborted();
    if (!(await isHere(core, open, state.id, exhibit, body))) {
      absent.push(exhibit);
      continue;
    }
    const name = pictureName(exhibit.label, body, taken);
    taken.add(name);
    const path = `${folder}/${name}`;
    pictures.push(partOf(path, exhibit, body));
    copied.push({ exhibit: exhibit.id, path, len: body.len, sha256: hex(body.sha256) });
    paths.set(exhibit.id, path);
    labels.set(path, exhibit.label);
  }
  return { pictures, copied, paths, absent, labels };
}

function custodyPapers(state: CaseState, folder: string, modified: number): readonly CopyPart[] {
  const newline = utf8("\n");
  return [...state.custody.values()].map(({ lines }, i) => {
    const bytes = new Uint8Array(lines.flatMap((line) => [...line, ...newline]));
    return { kind: "bytes", path: `${folder}/custody-${i + 1}.txt`, modified, bytes };
  });
}

function namedIn(open: OpenVault, id: Id): readonly Rec[] {
  return recordsOf(open.home.state.log).filter((rec) => rec.k === "s" && rec.entity === "case" && rec.id === id);
}

async function planCase(core: Core, open: OpenVault, summary: CaseSummary, number: number, words: ExportWords, signal: AbortSignal): Promise<PlannedCase | null> {
  await refreshLog(open, summary.id);
  const view = await readCase(open, summary.id);
  if (view === null) return null;
  const { state } = view;
  const made = core.env.now();
  const folder = folderName(number, summary.title, words.untitled);
  const found = await picturesOf(core, open, state, `${folder}/${words.pictures}`, signal);
  const records = recordsOf(state.log);
  const bytes = encodeCopied({ records, named: namedIn(open, summary.id) });
  const path = `holdfast/case-${number}.cbor`;
  const paper = words.record(summary, state, found.paths);
  return {
    copied: { title: summary.title, records: path, sha256: hex(await sha256(bytes)), count: records.length, pictures: found.copied, absent: found.absent.map(({ id }) => id) },
    parts: [
      { kind: "bytes", path, modified: made, bytes },
      { kind: "bytes", path: `${folder}/${paper.path}`, modified: made, bytes: utf8(paper.text) },
      ...custodyPapers(state, folder, made),
    ],
    pictures: found.pictures,
    labels: found.labels,
    absent: found.absent.map(({ label }) => label),
  };
}

/** Throws an AbortError when it is cancelled meanwhile. */
export async function planExport(core: Core, open: OpenVault, words: ExportWords, signal: AbortSignal): Promise<Plan> {
  await refreshLog(open, open.account.id);
  const cases: PlannedCase[] = [];
  for (const { id, title, audience, archived, created } of open.home.state.cases) {
    const planned = await planCase(core, open, { id, title, audience, archived, created }, cases.length + 1, words, signal);
    if (planned !== null) cases.push(planned);
  }
  const made = core.env.now();
  const manifest: CopyManifest = { format: "holdfast-copy", version: 1, made, cases: cases.map(({ copied }) => copied) };
  const first: CopyPart = { kind: "bytes", path: MANIFEST, modified: made, bytes: utf8(JSON.stringify(manifest)) };
  const readMe: CopyPart = { kind: "bytes", path: words.readMe.path, modified: made, bytes: utf8(words.readMe.text) };
  return { manifest, cases, parts: [first, readMe, ...cases.flatMap(({ parts }) => parts), ...cases.flatMap(({ pictures }) => pictures)] };
}
