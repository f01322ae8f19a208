// CBOR as records and bundles use it: no tags, no floats' oddities, no duplicate keys, no indefinite lengths.
import { decode, encode } from "cborg";
import { type Bytes, copy } from "./bytes.js";
import { CryptoRefusal } from "./refusal.js";

export function encodeCbor(value: unknown): Bytes {
  return copy(encode(value));
}

/** Refuses `schema` on anything that is not strict CBOR. Byte strings come back as copies. */
export function decodeCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
      rejectDuplicateMapKeys: true,
    });
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("CBOR ")) throw new CryptoRefusal("schema");
    throw error;
  }
}
