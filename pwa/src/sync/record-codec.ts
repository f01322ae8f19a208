// Records between memory (ids as hex text) and CBOR (ids as 16 bytes), checked on the way in.
import { hex, unhex } from "../crypto/bytes.js";
import { decodeCbor, encodeCbor } from "../crypto/cbor.js";
import { CryptoRefusal } from "../crypto/refusal.js";
import type { Rec } from "../domain/records.js";
import { BODIES, eventFrame, isMap, setFrame, setHolds, stamp } from "./record-shape.js";

type Fields = Readonly<Record<string, unknown>>;
type Turn = (value: unknown) => unknown;

const toBytes: Turn = (value) => (typeof value === "string" && /^[0-9a-f]{32}$/.test(value) ? unhex(value) : value);
const toHex: Turn = (value) => (value instanceof Uint8Array && value.length === 16 ? hex(value) : value);

function turnKeys(map: unknown, keys: readonly string[], turn: Turn): unknown {
  if (!isMap(map)) return map;
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, keys.includes(key) ? turn(value) : value]));
}

/** Where the known event bodies carry ids. */
const ID_KEYS: Readonly<Record<string, readonly string[]>> = { case_key: ["case"], number: ["contact"], addition: ["of"], correction: ["of"], removed: ["of"] };
const FOLLOWUP_IDS: readonly string[] = ["number", "contact"];

function turnBody(type: unknown, body: unknown, turn: Turn): unknown {
  if (typeof type !== "string" || !isMap(body)) return body;
  const turned = turnKeys(body, ID_KEYS[type] ?? [], turn) as Fields;
  if (type === "correction") return { ...turned, fields: turnKeys(turned["fields"], ["contact"], turn) };
  if (type !== "exhibit") return turned;
  const blobs = ["blob", "thumb"].filter((key) => key in turned).map((key) => [key, turnKeys(turned[key], ["id"], turn)]);
  return { ...turned, ...Object.fromEntries(blobs) };
}

function turnRecord(record: Fields, turn: Turn): Fields {
  const base = { ...record, id: turn(record["id"]) };
  if (record["k"] === "e") return { ...base, body: turnBody(record["type"], record["body"], turn) };
  const isRef = record["entity"] === "followup" && FOLLOWUP_IDS.includes(String(record["field"]));
  return isRef ? { ...base, value: turn(record["value"]) } : base;
}

/** A map with nothing in it but what CBOR carries: absent keys absent. */
function present(record: Fields): Fields {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined).map(([key, value]) => [key, isMap(value) ? present(value) : value]));
}

export function encodePayload(records: readonly Rec[]): Uint8Array<ArrayBuffer> {
  return encodeCbor(records.map((record) => present(turnRecord(record as unknown as Fields, toBytes))));
}

function checked(value: unknown): Rec {
  if (!isMap(value)) throw new CryptoRefusal("schema");
  const record = turnRecord(value, toHex);
  const holds = stamp(record) && (record["k"] === "e" ? eventHolds(record) : setFrame(record) && "value" in record && setHolds(String(record["entity"]), String(record["field"]), record["value"]));
  if (!holds) throw new CryptoRefusal("schema");
  return record as unknown as Rec;
}

function eventHolds(record: Fields): boolean {
  if (!eventFrame(record)) return false;
  const type = String(record["type"]);
  return !Object.hasOwn(BODIES, type) || BODIES[type]?.(record["body"]) === true;
}

/** Refuses `schema` unless this is an array of 1…256 sound records. */
export function decodePayload(payload: Uint8Array): readonly Rec[] {
  const records = decodeCbor(payload);
  if (!Array.isArray(records) || records.length < 1 || records.length > 256) throw new CryptoRefusal("schema");
  return records.map(checked);
}
