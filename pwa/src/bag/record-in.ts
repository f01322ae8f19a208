// Reads record.json strictly by the published schema: null for anything that is not such a record.
import schema from "../../../server/schemas/packet/record-1.json" with { type: "json" };
import type { PacketRecord } from "../domain/packet/record.js";
import { fits } from "./json-schema.js";

export function readRecord(bytes: Uint8Array): PacketRecord | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    return fits(value, schema) ? (value as PacketRecord) : null;
  } catch (error) {
    // TypeError: not UTF-8. RangeError: nested deeper than this machine follows.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}
