// A case's records as a copy file has them: as in an op, but for the places of pictures, which are a vault's own.
import { decodeCbor, encodeCbor } from "../crypto/cbor.js";
import { newId } from "../crypto/ids.js";
import { CryptoRefusal } from "../crypto/refusal.js";
import type { BlobRef, FileExhibit, Id, Rec, Thumb } from "../domain/records.js";
import { readRecord, writeRecord } from "../domain/schema.js";
import { isMap, ShapeError } from "../domain/shape.js";

type Bytes = Uint8Array<ArrayBuffer>;
type Wire = Readonly<Record<string, unknown>>;

export interface CopiedRecords {
  readonly records: readonly Rec[];
  /** The case's name and what else the home log says of it. */
  readonly named: readonly Rec[];
}

function isPicture(wire: unknown): wire is Wire & { readonly body: Wire } {
  return isMap(wire) && wire["k"] === "e" && wire["type"] === "exhibit" && isMap(wire["body"]) && wire["body"]["kind"] === "file";
}

function withoutPlace(wire: unknown): unknown {
  if (!isPicture(wire)) return wire;
  return { ...wire, body: Object.fromEntries(Object.entries(wire.body).filter(([key]) => key !== "blob" && key !== "thumb")) };
}

export function encodeCopied({ records, named }: CopiedRecords): Bytes {
  return encodeCbor({ v: 1, records: records.map((rec) => withoutPlace(writeRecord(rec))), named: named.map(writeRecord) });
}

const NOWHERE = { id: new Uint8Array(16), key: new Uint8Array(32), hdr: new Uint8Array(64), commit: new Uint8Array(32), chunks: new Uint8Array(32) };

function withNoPlace(wire: unknown): unknown {
  return isPicture(wire) && !("blob" in wire.body) && !("thumb" in wire.body) ? { ...wire, body: { ...wire.body, blob: NOWHERE } } : wire;
}

/** Refuses `schema` for anything that no phone would have written. */
export function decodeCopied(bytes: Bytes): CopiedRecords {
  const wire = decodeCbor(bytes);
  if (!isMap(wire) || wire["v"] !== 1 || !Array.isArray(wire["records"]) || !Array.isArray(wire["named"])) throw new CryptoRefusal("schema");
  try {
    return { records: wire["records"].map((each) => readRecord(withNoPlace(each))), named: wire["named"].map(readRecord) };
  } catch (error) {
    if (error instanceof ShapeError) throw new CryptoRefusal("schema");
    throw error;
  }
}

/** Where the pictures of a copy are now; one that nobody has gets a place where nothing ever was. */
export function placed(rec: Rec, places: ReadonlyMap<Id, { readonly blob: BlobRef; readonly thumb?: Thumb }>): Rec {
  if (rec.k !== "e" || rec.type !== "exhibit" || rec.body.kind !== "file") return rec;
  const place = places.get(rec.id) ?? { blob: { ...rec.body.blob, id: newId() } };
  const body: FileExhibit = { ...rec.body, ...place };
  return { ...rec, body };
}
