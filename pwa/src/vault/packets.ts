// Packets for police: the record from the case as it is here, and the evidence bag around it. Of the vault it knows what it is handed.
import { type BagPicture, bagOf, PDF } from "../bag/layout.js";
import { type Bytes, hex, unhex } from "../crypto/bytes.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import { packetRecord } from "../domain/packet/build.js";
import { contentsOf, pictureKey, withoutLeft } from "../domain/packet/contents.js";
import { packetFiles } from "../domain/packet/files.js";
import { hasBytes } from "../domain/packet/handed.js";
import { type NoFile, recordBytes } from "../domain/packet/record.js";
import type { FileExhibit, HowHanded, Id, PacketBody } from "../domain/records.js";
import type { Written } from "../domain/written.js";
import type { BagPart, RunCopyTask } from "../worker/copy-protocol.js";
import type { PicturePart } from "./export-plan.js";
import type { ExportWatch } from "./exports-port.js";
import { stampFiles } from "./packet-stamps.js";
import type { BagFailure, MadeBag, Packet, PacketPapers, PacketRequest, Typeset } from "./packets-port.js";
import type { Result } from "./port.js";
import type { Stamped } from "./timestamping.js";

/** One case as the vault holds it, and what a packet needs of the vault. */
export interface PacketCase {
  readonly state: CaseState;
  readonly title: string;
  readonly made: Written;
  readonly letters: ReadonlyMap<Id, string>;
  readonly kinds: ReadonlyMap<Id, string>;
  readonly sha256: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** Null without a network, or when no clock answered as it should. */
  readonly stamp: (hash: Bytes, signal: AbortSignal) => Promise<Stamped | null>;
  readonly run: RunCopyTask;
  readonly isHere: (exhibit: Exhibit, body: FileExhibit) => Promise<boolean>;
  readonly partOf: (path: string, exhibit: Exhibit, body: FileExhibit) => PicturePart;
}

interface Planned {
  readonly packet: Packet;
  readonly from: PacketCase;
}

const shownFiles = (state: CaseState, { left }: PacketRequest): readonly Exhibit[] =>
  withoutLeft(contentsOf(state), left).exhibits.filter(({ id, first, removed }) => first.kind === "file" && removed === null && !left.has(pictureKey(id)));

async function absentOf({ isHere }: PacketCase, state: CaseState, request: PacketRequest, signal: AbortSignal): Promise<Map<Id, NoFile>> {
  const absent = new Map<Id, NoFile>();
  for (const exhibit of shownFiles(state, request)) {
    signal.throwIfAborted();
    if (exhibit.first.kind === "file" && !(await isHere(exhibit, exhibit.first))) absent.set(exhibit.id, "not_here");
  }
  return absent;
}

async function packetOf(from: PacketCase, request: PacketRequest, absent: ReadonlyMap<Id, NoFile>): Promise<Packet> {
  const { state, title, made, letters, kinds, sha256 } = from;
  const { exhibits } = withoutLeft(contentsOf(state), request.left);
  const files = packetFiles(exhibits, request.left, absent);
  const { record, chains } = await packetRecord({ ...request, state, title, made, files, letters, kinds, version: BUILT_VERSION }, sha256);
  const bytes = recordBytes(record);
  const pictures = new Map([...files].flatMap(([id, place]) => ("file" in place ? [[place.file, id] as const] : [])));
  const missing = [...absent].map(([id, why]) => ({ label: state.exhibits.get(id)?.label ?? "", why }));
  return { record, bytes, fingerprint: hex(await sha256(bytes)), chains, pictures, has: hasBytes(contentsOf(state)), absent: missing };
}

async function plan(from: PacketCase, request: PacketRequest, signal: AbortSignal, damaged: ReadonlyMap<Id, NoFile> = new Map()): Promise<Planned> {
  const { state } = from;
  const absent = new Map([...(await absentOf(from, state, request, signal)), ...damaged]);
  return { packet: await packetOf(from, request, absent), from };
}

function picturesIn({ packet, from }: Planned): readonly BagPicture<PicturePart>[] {
  return [...packet.pictures].flatMap(([file, id]) => {
    const exhibit = from.state.exhibits.get(id);
    if (exhibit?.first.kind !== "file") return [];
    const picture = from.partOf(file, exhibit, exhibit.first);
    return [{ file, sha256: hex(picture.input.sha256), size: picture.input.len, picture }];
  });
}

interface Parts {
  readonly folder: string;
  readonly bytes: number;
  readonly parts: readonly BagPart[];
  readonly stamp: MadeBag["stamp"];
}

async function partsOf(planned: Planned, papers: PacketPapers, pdf: Blob | undefined, signal: AbortSignal): Promise<Parts> {
  const { record, bytes: recordIn, chains } = planned.packet;
  const { sha256, stamp: ask, state, letters, run } = planned.from;
  const modified = Date.parse(record.made_at);
  const held: { stamp: Stamped | null } = { stamp: null };
  const stamps = async (manifest: Bytes): Promise<ReadonlyMap<string, Bytes>> => {
    held.stamp = await ask(new Uint8Array(await sha256(manifest)), signal);
    return stampFiles(state, { letters, heads: record.custody_heads }, held.stamp, sha256);
  };
  const pdfPart = async (file: Blob) => ({ sha256: await run("hash", { file }, { signal }), size: file.size, picture: { kind: "file", path: PDF, modified, file } as const });
  const bag = await bagOf<BagPart>({ record, recordBytes: recordIn, ...papers, ...(pdf === undefined ? {} : { pdf: await pdfPart(pdf) }), chains, pictures: picturesIn(planned), stamps }, sha256);
  const parts = bag.parts.map((part): BagPart => ("bytes" in part ? { kind: "bytes", path: part.path, modified, bytes: part.bytes } : { ...part.picture, path: part.path }));
  const { stamp } = held;
  return { folder: bag.folder, bytes: bag.bytes, parts, stamp: stamp === null ? null : { at: stamp.stamped, independent: stamp.independent } };
}

/** What turns out to be damaged is said in a record made anew, and the bag begins again without it; never around a PDF, whose record is made. */
export async function makeBag(from: PacketCase, request: PacketRequest, papers: (packet: Packet) => PacketPapers, watch: ExportWatch, typeset?: Typeset): Promise<Result<MadeBag, BagFailure>> {
  const damaged = new Map<Id, NoFile>();
  for (;;) {
    const planned = typeset === undefined ? await plan(from, request, watch.signal, damaged) : { packet: typeset.packet, from };
    const { packet } = planned;
    const { folder, bytes, parts, stamp } = await partsOf(planned, papers(packet), typeset?.pdf, watch.signal);
    const onProgress = (done: number): void => watch.onProgress({ bytesDone: Math.min(done, bytes), bytes });
    const made = await from.run("bagOut", { parts }, { signal: watch.signal, onProgress });
    if ("file" in made) return { ok: true, value: { name: `${folder}.zip`, file: made.file, packet, stamp } };
    const id = packet.pictures.get(made.damaged.slice(`${folder}/data/`.length));
    if (id === undefined) throw new Error(made.damaged);
    if (typeset !== undefined) return { ok: false, type: "damaged" };
    damaged.set(id, "damaged");
  }
}

export async function packet(from: PacketCase, request: PacketRequest, signal: AbortSignal): Promise<Packet> {
  return (await plan(from, request, signal)).packet;
}

/** What the receipt of a hand-over says. */
export function receiptOf({ fingerprint, has }: Packet, { profile }: PacketRequest, to: string, how: HowHanded): PacketBody {
  return { profile, sha256: unhex(fingerprint), to, how, has };
}
