// An op's payload: records as CBOR, in the shape of docs/model.md both ways.
import { decodeCbor, encodeCbor } from "../crypto/cbor.js";
import { CryptoRefusal } from "../crypto/refusal.js";
import type { Rec } from "../domain/records.js";
import { readRecords, writeRecords } from "../domain/schema.js";
import { ShapeError } from "../domain/shape.js";

/** Throws ShapeError for a record that no phone would read: a bug, found before it is sealed. */
export function encodePayload(records: readonly Rec[]): Uint8Array<ArrayBuffer> {
  return encodeCbor(writeRecords(records));
}

/** Refuses `schema` unless this is an array of 1…256 sound records. */
export function decodePayload(payload: Uint8Array): readonly Rec[] {
  const wire = decodeCbor(payload);
  try {
    return readRecords(wire);
  } catch (error) {
    if (error instanceof ShapeError) throw new CryptoRefusal("schema");
    throw error;
  }
}
