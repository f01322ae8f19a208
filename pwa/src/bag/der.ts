// Reads DER (X.690) as far as timestamps and certificates need it, and writes the one query that a phone asks.
import { type Bytes, hex, joined } from "../bytes.js";

export class NotDer extends Error {
  override readonly name = "NotDer";
}

export interface Value {
  readonly tag: number;
  /** Its contents. */
  readonly body: Bytes;
  /** With its tag and length. */
  readonly whole: Bytes;
}

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTETS = 0x04;
export const OID = 0x06;
export const SEQUENCE = 0x30;
export const SET = 0x31;

const LONG = 0x80;
const MOST_LENGTH_BYTES = 3;

function valueAt(bytes: Bytes, at: number): Value {
  const [tag = 0, first = 0] = bytes.subarray(at, at + 2);
  const width = first < LONG ? 0 : first - LONG;
  if ((tag & 0x1f) === 0x1f || first === LONG || width > MOST_LENGTH_BYTES) throw new NotDer();
  const length = width === 0 ? first : bytes.subarray(at + 2, at + 2 + width).reduce((sum, byte) => sum * 256 + byte, 0);
  if (width > 0 && length < Math.max(LONG, 256 ** (width - 1))) throw new NotDer();
  const from = at + 2 + width;
  if (from + length > bytes.length) throw new NotDer();
  return { tag, body: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) };
}

/** Every value in these bytes; NotDer when they are not values to their end. */
export function values(bytes: Bytes): readonly Value[] {
  const found: Value[] = [];
  for (let at = 0; at < bytes.length; at += found.at(-1)?.whole.length ?? 0) found.push(valueAt(bytes, at));
  return found;
}

/** The values within one of this tag. */
export function inside(value: Value | undefined, tag: number = SEQUENCE): readonly Value[] {
  if (value?.tag !== tag) throw new NotDer();
  return values(value.body);
}

export function body(value: Value | undefined, tag: number): Bytes {
  if (value?.tag !== tag) throw new NotDer();
  return value.body;
}

export const oid = (value: Value | undefined): string => hex(body(value, OID));

/** The bits of a BIT STRING that fill its bytes. */
export function bits(value: Value | undefined): Bytes {
  const [unused, ...rest] = body(value, BIT_STRING);
  if (unused !== 0) throw new NotDer();
  return Uint8Array.from(rest);
}

/** UTCTime or GeneralizedTime, in UTC, as milliseconds. */
export function time(value: Value | undefined): number {
  if (value?.tag !== 0x17 && value?.tag !== 0x18) throw new NotDer();
  const text = new TextDecoder("latin1").decode(value.body);
  const long = value.tag === 0x17 ? (Number(text.slice(0, 2)) < 50 ? "20" : "19") + text : text;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", part = ""] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(long) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${part.slice(0, 4)}Z`);
  if (Number.isNaN(at)) throw new NotDer();
  return at;
}

function written(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const inner = joined(parts);
  if (inner.length >= LONG) throw new RangeError("too long for a query");
  return joined([Uint8Array.of(tag, inner.length), inner]);
}

const SHA256_OID = Uint8Array.of(0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01);

/** RFC 3161: a TimeStampReq for a SHA-256 hash, asking for the certificates too. `nonce`: eight bytes. */
export function timestampQuery(sha256: Uint8Array, nonce: Uint8Array): Bytes {
  const positive = joined([Uint8Array.of(1), nonce]);
  const imprint = written(SEQUENCE, written(SEQUENCE, written(OID, SHA256_OID)), written(OCTETS, sha256));
  return written(SEQUENCE, written(INTEGER, Uint8Array.of(1)), imprint, written(INTEGER, positive), written(0x01, Uint8Array.of(0xff)));
}
