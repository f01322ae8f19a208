// What the screens may ask about a packet's PDF: typeset by the server from the record alone, its pictures put in on this phone.
import type { PacketRecord } from "../domain/packet/record.js";
import type { Id } from "../domain/records.js";
import type { Result } from "./port.js";

/** Of a packet: its record, the very bytes of it, and which exhibit each file is. */
export interface ToTypeset {
  readonly record: PacketRecord;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Ids of exhibits by the paths of their files. */
  readonly pictures: ReadonlyMap<string, Id>;
}

export interface PdfWatch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly of: number }) => void;
}

export type PdfFailure =
  | { readonly type: "cancelled" | "offline" | "busy" | "too_many" | "too_long" | "server" }
  /** More exhibits than one PDF takes. */
  | { readonly type: "exhibits"; readonly most: number }
  /** Pictures that could not be put in: nothing is handed out. */
  | { readonly type: "pictures"; readonly labels: readonly string[] };

export interface PdfVault {
  /** `noPreview`: what stands in a picture's place when this browser cannot show it. Nothing is kept, here or there. */
  packetPdf(caseId: Id, packet: ToTypeset, paper: "letter" | "a4", noPreview: (label: string) => string, watch: PdfWatch): Promise<Result<Blob, PdfFailure>>;
}
