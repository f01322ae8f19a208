// What the screens may ask about packets for police: the record of one, the evidence bag, and the receipt of a hand-over.
import type { Left } from "../domain/packet/contents.js";
import type { Details } from "../domain/packet/details.js";
import type { PacketChain } from "../domain/packet/chains.js";
import type { Language, NoFile, PacketRecord, ProfileName } from "../domain/packet/record.js";
import type { HowHanded, Id } from "../domain/records.js";
import type { BagInInput, CopyTasks, Report } from "../worker/copy-protocol.js";
import type { ExportWatch } from "./exports-port.js";
import type { Result, SaveFailure } from "./port.js";

export interface PacketRequest {
  readonly language: Language;
  readonly profile: ProfileName;
  readonly left: Left;
  readonly details: Details;
}

/** One packet: its record, the bytes that are hashed, and the lines that go with it. */
export interface Packet {
  readonly record: PacketRecord;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes, in hex. */
  readonly fingerprint: string;
  readonly chains: readonly PacketChain[];
  /** Ids of the exhibits whose files are in it, by path. */
  readonly pictures: ReadonlyMap<string, Id>;
  /** What the case had when this was made, as its receipt names it. */
  readonly has: Uint8Array;
  /** Labels of exhibits whose files should be in it and are not to be had. */
  readonly absent: readonly { readonly label: string; readonly why: NoFile }[];
}

/** The papers of a packet, as the screens write them. */
export interface PacketPapers {
  readonly readMe: string;
  readonly html: string;
}

/** A packet whose PDF is made: a bag around it holds both, whatever came since. */
export interface Typeset {
  readonly packet: Packet;
  readonly pdf: Blob;
}

export interface MadeBag {
  readonly name: string;
  /** On this phone until `dropPacket`, the next such file or the next start. */
  readonly file: Blob;
  readonly packet: Packet;
  /** Of its manifest: null where no clock could be asked now. */
  readonly stamp: { readonly at: number; readonly independent: boolean } | null;
}

export type PacketFailure = { readonly type: "locked" | "cancelled" | "full" | "storage" | "busy" };
/** `damaged`: a picture that the PDF's record has is damaged, so there is no bag around that PDF. */
export type BagFailure = PacketFailure | { readonly type: "damaged" };

export interface PacketsVault {
  /** Pictures that are on the account only are fetched first; `absent` tells which are not to be had. */
  packet(caseId: Id, request: PacketRequest, signal: AbortSignal): Promise<Result<Packet, PacketFailure>>;
  /** The evidence bag, made on this phone without a network; `papers` is asked once its record is known. */
  makeBag(caseId: Id, request: PacketRequest, papers: (packet: Packet) => PacketPapers, watch: ExportWatch, typeset?: Typeset): Promise<Result<MadeBag, BagFailure>>;
  dropPacket(): Promise<void>;
  /** Asks a clock about this phone's custody chain of a case, where it has not seen all of it. False when none answered. */
  stampChain(caseId: Id): Promise<boolean>;
  /** Which packet went to whom, with its custody line. */
  handedOver(caseId: Id, packet: Packet, request: PacketRequest, to: string, how: HowHanded): Promise<Result<void, SaveFailure>>;
  /** Every field that is given; "" takes an answer back. */
  keepDetails(caseId: Id, details: Details): Promise<Result<void, SaveFailure>>;
}

/** What the page that checks packets asks of the copies' worker; it has no vault. */
export type CheckTasks = Pick<CopyTasks, "bagIn" | "hash" | "record">;
export type CheckInput = BagInInput;
export type CheckedPacket = Report;
