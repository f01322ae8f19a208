// A packet's PDF: the record goes to be typeset without a picture, and the pictures go into what comes back, on this phone.
import type { ApiFailure } from "../api/door.js";
import { typesetRecord } from "../api/packets.js";
import type { PacketExhibit } from "../domain/packet/record.js";
import { putPlates } from "../pdf/put-plates.js";
import type { StandIn } from "../pdf/stand-ins.js";
import type { Environment } from "./environment.js";
import type { PdfFailure, PdfVault } from "./pdf-port.js";
import type { Vault } from "./port.js";

/** Handed in rather than imported: this is loaded when it is asked for, and would take half the vault out of its own file. */
export interface Means extends Pick<Environment, "door" | "run">, Pick<Vault, "picture"> {}

type Failed = { readonly ok: false; readonly type: PdfFailure["type"] } & PdfFailure;
const failed = (failure: PdfFailure): Failed => ({ ok: false, ...failure });

/** As server/typesetting/limits.py: what is refused there for certain is not sent. */
const MOST_EXHIBITS = 1000;

function refused(failure: ApiFailure, signal: AbortSignal): Failed {
  if (signal.aborted) return failed({ type: "cancelled" });
  if (failure.type === "offline") return failed({ type: "offline" });
  if (failure.code === "packet_exhibits") return failed({ type: "exhibits", most: Number(failure.problem["limit" as keyof typeof failure.problem]) || MOST_EXHIBITS });
  if (failure.code === "packet_size" || failure.code === "too_large") return failed({ type: "too_long" });
  if (failure.code === "rate_limited") return failed({ type: "too_many" });
  return failed({ type: failure.code === "busy" || failure.code === "unavailable" ? "busy" : "server" });
}

/** As the server decides who gets a plate. */
const isShown = ({ file, mime }: PacketExhibit): boolean => file !== null && mime?.startsWith("image/") === true;

class Cancelled extends Error {}

export async function packetPdf({ door, run, picture }: Means, ...[caseId, packet, paper, noPreview, watch]: Parameters<PdfVault["packetPdf"]>): ReturnType<PdfVault["packetPdf"]> {
  if (packet.record.exhibits.length > MOST_EXHIBITS) return failed({ type: "exhibits", most: MOST_EXHIBITS });
  const typeset = await typesetRecord(door, new TextDecoder("utf-8", { ignoreBOM: true }).decode(packet.bytes), paper, watch.signal);
  if (!typeset.ok) return refused(typeset.failure, watch.signal);
  const shown = new Map(packet.record.exhibits.filter(isShown).map((exhibit) => [exhibit.label, exhibit.file ?? ""]));
  let done = 0;
  const going = (): void => {
    if (watch.signal.aborted) throw new Cancelled();
  };
  const plateFor = async ({ label, w, h }: StandIn): Promise<Blob | null> => {
    going();
    watch.onProgress({ done, of: shown.size });
    const id = packet.pictures.get(shown.get(label) ?? "");
    const opened = id === undefined ? null : await picture(caseId, id, "original", { signal: watch.signal });
    going();
    const plate = opened?.ok === true ? await run("plate", { file: opened.value, w, h, words: noPreview(label) }) : null;
    going();
    done += 1;
    return plate;
  };
  try {
    const made = await putPlates(new Blob([typeset.value]), new Set(shown.keys()), plateFor);
    if (made.ok) return made;
    return failed(made.error.type === "foreign" ? { type: "server" } : { type: "pictures", labels: made.error.labels });
  } catch (error) {
    if (error instanceof Cancelled) return failed({ type: "cancelled" });
    throw error;
  }
}
