// CBOR as records and bundles use it (docs/protocol.md, CBOR): few kinds of value, and one way to write each.
import { type Bytes, copy, readUint } from "./bytes.js";
import { CryptoRefusal } from "./refusal.js";

const UINT = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;

const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;

const MAX_DEPTH = 32;

const encoder = new TextEncoder();

class Writer {
  #bytes = new Uint8Array(256);
  #length = 0;
  readonly #keys = new Map<string, Uint8Array>();

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#length + more, 2 * this.#bytes.length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A kind and its number in the fewest bytes that hold it. */
  head(kind: number, value: number): void {
    const width = value < 24 ? 0 : value < 2 ** 8 ? 1 : value < 2 ** 16 ? 2 : value < 2 ** 32 ? 4 : 8;
    this.byte((kind << 5) | (width === 0 ? value : 24 + Math.log2(width)));
    for (let i = width - 1; i >= 0; i -= 1) this.byte(Math.floor(value / 256 ** i) % 256);
  }

  /** Most maps of one payload have the same keys. */
  key(key: string): Uint8Array {
    const known = this.#keys.get(key) ?? encoder.encode(key);
    this.#keys.set(key, known);
    return known;
  }

  written(): Bytes {
    return copy(this.#bytes.subarray(0, this.#length));
  }
}

/** Shorter first, then by bytes. */
function inOrder(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return a.length - b.length;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return (a[at] ?? 0) - (b[at] ?? 0);
}

function writeString(writer: Writer, kind: number, bytes: Uint8Array): void {
  writer.head(kind, bytes.length);
  writer.raw(bytes);
}

function writeMap(writer: Writer, map: object, depth: number): void {
  const entries = Object.entries(map).map(([key, value]: [string, unknown]) => [writer.key(key), value] as const);
  writer.head(MAP, entries.length);
  for (const [key, value] of entries.sort(([a], [b]) => inOrder(a, b))) {
    writeString(writer, TEXT, key);
    write(writer, value, depth);
  }
}

function write(writer: Writer, value: unknown, depth = 0): void {
  if (typeof value === "string") writeString(writer, TEXT, encoder.encode(value));
  else if (Number.isSafeInteger(value)) writeInteger(writer, value as number);
  else if (typeof value === "boolean") writer.byte(value ? TRUE : FALSE);
  else if (value === null) writer.byte(NULL);
  else if (value instanceof Uint8Array) writeString(writer, BYTES, value);
  else if (typeof value === "object" && depth < MAX_DEPTH) writeNested(writer, value, depth + 1);
  else throw new TypeError(`no CBOR for ${typeof value}`);
}

function writeNested(writer: Writer, value: object, depth: number): void {
  if (!Array.isArray(value)) {
    writeMap(writer, value, depth);
    return;
  }
  writer.head(ARRAY, value.length);
  for (const item of value) write(writer, item, depth);
}

function writeInteger(writer: Writer, value: number): void {
  if (value >= 0) writer.head(UINT, value);
  else writer.head(NEGATIVE, -1 - value);
}

/** Throws TypeError for what a reader would refuse. */
export function encodeCbor(value: unknown): Bytes {
  const writer = new Writer();
  write(writer, value);
  return writer.written();
}

const refuse = (): never => {
  throw new CryptoRefusal("schema");
};

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return refuse();
    throw error;
  }
}

/** Keys and codes: for these a loop is faster than the decoder. */
const SHORT = 32;

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  whole(): unknown {
    const value = this.#value(0);
    return this.#at === this.#bytes.length ? value : refuse();
  }

  #value(depth: number): unknown {
    const first = this.#bytes[this.#at] ?? refuse();
    this.#at += 1;
    if (first === FALSE || first === TRUE) return first === TRUE;
    if (first === NULL) return null;
    const value = this.#number(first & 31);
    switch (first >> 5) {
      case UINT:
        return value;
      case NEGATIVE:
        return value < Number.MAX_SAFE_INTEGER ? -1 - value : refuse();
      case BYTES:
        return this.#bytes.slice(this.#skip(value), this.#at);
      case TEXT:
        return this.#text(this.#skip(value), this.#at);
      case ARRAY:
        return this.#array(value, depth + 1);
      case MAP:
        return this.#map(value, depth + 1);
      default:
        return refuse();
    }
  }

  /** The number of a head, refused when fewer bytes would have held it. */
  #number(low: number): number {
    if (low < 24) return low;
    if (low > 27) return refuse();
    const width = 2 ** (low - 24);
    const value = readUint(this.#bytes, this.#at, width);
    this.#at += width;
    // NaN, which is what is not there or not safe, is no more than anything.
    return value >= (width === 1 ? 24 : 256 ** (width / 2)) ? value : refuse();
  }

  /** Where the next `length` bytes begin; they end at `#at`. */
  #skip(length: number): number {
    const begin = this.#at;
    this.#at += length;
    return this.#at <= this.#bytes.length ? begin : refuse();
  }

  #text(begin: number, end: number): string {
    let text = "";
    for (let i = begin; i < end; i += 1) {
      const byte = this.#bytes[i] ?? 0;
      if (byte > 0x7f || end - begin > SHORT) return decodeUtf8(this.#bytes.subarray(begin, end));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** Every item takes a byte at least: a count beyond what is left is a lie. */
  #fits(count: number, depth: number): void {
    if (count > this.#bytes.length - this.#at || depth > MAX_DEPTH) refuse();
  }

  #array(count: number, depth: number): readonly unknown[] {
    this.#fits(count, depth);
    const items: unknown[] = [];
    for (let i = 0; i < count; i += 1) items.push(this.#value(depth));
    return items;
  }

  #map(count: number, depth: number): Readonly<Record<string, unknown>> {
    this.#fits(count, depth);
    const map: Record<string, unknown> = {};
    for (let i = 0; i < count; i += 1) {
      const key = this.#value(depth);
      if (typeof key !== "string" || Object.hasOwn(map, key)) return refuse();
      const value = this.#value(depth);
      // An assignment would set the prototype instead.
      if (key === "__proto__") Object.defineProperty(map, key, { value, configurable: true, enumerable: true, writable: true });
      else map[key] = value;
    }
    return map;
  }
}

/** Refuses `schema` on anything that is not strict CBOR. Byte strings come back as copies. */
export function decodeCbor(bytes: Uint8Array): unknown {
  return new Reader(bytes).whole();
}
