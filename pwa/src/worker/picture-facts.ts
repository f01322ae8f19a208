// What a picture says of itself in its first bytes: width, height, and the time its camera wrote down. Nothing is decoded.

export interface PictureFacts {
  /** As shown: a camera held sideways is turned upright. */
  readonly w?: number;
  readonly h?: number;
  /** "2026-11-20T23:04:05", with an offset where the camera wrote one. */
  readonly taken?: string;
}

interface Size {
  readonly w: number;
  readonly h: number;
}

class Reader {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    readonly little = false,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    return this.view.getUint8(at);
  }

  u16(at: number): number {
    return this.view.getUint16(at, this.little);
  }

  u24(at: number): number {
    return this.u8(at) | (this.u8(at + 1) << 8) | (this.u8(at + 2) << 16);
  }

  u32(at: number): number {
    return this.view.getUint32(at, this.little);
  }

  latin(at: number, length: number): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + length));
  }

  from(at: number, end = this.length): Uint8Array {
    return this.bytes.subarray(at, end);
  }

  /** Where the text stands, from `at` on; -1 where it does not. */
  find(text: string, at = 0): number {
    const first = text.charCodeAt(0);
    for (let i = this.bytes.indexOf(first, at); i >= 0; i = this.bytes.indexOf(first, i + 1)) if (this.latin(i, text.length) === text) return i;
    return -1;
  }
}

interface Exif {
  readonly taken?: string;
  readonly turned: boolean;
}

const NO_EXIF: Exif = { turned: false };
const ORIENTATION = 0x0112;
const EXIF_FOLDER = 0x8769;
const ORIGINAL = 0x9003;
const DIGITIZED = 0x9004;
const OFFSET_ORIGINAL = 0x9011;
const ASCII = 2;

/** One folder of a TIFF: short values and addresses as numbers, texts as texts. */
function folder(tiff: Reader, at: number): ReadonlyMap<number, number | string> {
  const found = new Map<number, number | string>();
  const count = tiff.u16(at);
  for (let i = 0; i < count; i += 1) {
    const entry = at + 2 + 12 * i;
    const [tag, type, length] = [tiff.u16(entry), tiff.u16(entry + 2), tiff.u32(entry + 4)];
    if (type === ASCII) found.set(tag, tiff.latin(length <= 4 ? entry + 8 : tiff.u32(entry + 8), Math.min(length, 64)).replace(/\0.*$/s, ""));
    else found.set(tag, type === 3 ? tiff.u16(entry + 8) : tiff.u32(entry + 8));
  }
  return found;
}

const WRITTEN = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/;

function timeOf(written: unknown, offset: unknown): string | undefined {
  const [, year, month, day, hour, minute, second] = WRITTEN.exec(typeof written === "string" ? written : "") ?? [];
  if (year === undefined) return undefined;
  const time = `${year}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:${String(second)}`;
  // A clock that was never set writes zeros.
  if (Number.isNaN(Date.parse(`${time}Z`)) || year < "1990") return undefined;
  return typeof offset === "string" && /^[+-]\d\d:\d\d$/.test(offset) ? time + offset : time;
}

function readExif(bytes: Uint8Array): Exif {
  const order = new Reader(bytes).latin(0, 4);
  if (order !== "II*\0" && order !== "MM\0*") return NO_EXIF;
  const tiff = new Reader(bytes, order.startsWith("II"));
  const first = folder(tiff, tiff.u32(4));
  const turned = Number(first.get(ORIENTATION) ?? 1) >= 5;
  const at = first.get(EXIF_FOLDER);
  const more = typeof at === "number" ? folder(tiff, at) : new Map<number, number | string>();
  const taken = timeOf(more.get(ORIGINAL) ?? more.get(DIGITIZED), more.get(OFFSET_ORIGINAL));
  return taken === undefined ? { turned } : { turned, taken };
}

/** A damaged EXIF block is as good as none. */
function exif(bytes: Uint8Array): Exif {
  return withinBounds(() => readExif(bytes)) ?? NO_EXIF;
}

function withinBounds<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    // Read past the end of what is there: truncated, or not what it pretends to be.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Found {
  readonly size: Size | null;
  readonly exif: Exif;
}

function png(file: Reader): Found {
  const size = { w: file.u32(16), h: file.u32(20) };
  for (let at = 8; at + 8 <= file.length; at += 12 + file.u32(at)) {
    const name = file.latin(at + 4, 4);
    if (name === "eXIf") return { size, exif: exif(file.from(at + 8, at + 8 + file.u32(at))) };
    if (name === "IDAT") break;
  }
  return { size, exif: NO_EXIF };
}

function jpeg(file: Reader): Found {
  let found: Exif = NO_EXIF;
  for (let at = 2; at + 9 < file.length && file.u8(at) === 0xff; at += 2 + file.u16(at + 2)) {
    const marker = file.u8(at + 1);
    if (marker === 0xe1 && file.latin(at + 4, 6) === "Exif\0\0") found = exif(file.from(at + 10, at + 2 + file.u16(at + 2)));
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) return { size: { h: file.u16(at + 5), w: file.u16(at + 7) }, exif: found };
  }
  return { size: null, exif: found };
}

function webp(bytes: Uint8Array): Found {
  const file = new Reader(bytes, true);
  const kind = file.latin(12, 4);
  const at = kind === "VP8X" ? file.find("EXIF", 30) : -1;
  const found = at < 0 ? NO_EXIF : exif(file.from(at + 8));
  if (kind === "VP8X") return { size: { w: file.u24(24) + 1, h: file.u24(27) + 1 }, exif: found };
  if (kind === "VP8 ") return { size: { w: file.u16(26) & 0x3fff, h: file.u16(28) & 0x3fff }, exif: found };
  if (kind !== "VP8L") return { size: null, exif: found };
  const bits = file.u32(21);
  return { size: { w: (bits & 0x3fff) + 1, h: ((bits >> 14) & 0x3fff) + 1 }, exif: found };
}

/** HEIC and AVIF: the largest of the sizes its parts declare is the whole picture's. */
function heif(file: Reader): Found {
  let size: Size | null = null;
  for (let at = file.find("ispe"); at >= 0 && at + 16 <= file.length; at = file.find("ispe", at + 4)) {
    const [w, h] = [file.u32(at + 8), file.u32(at + 12)];
    if (size === null || w * h > size.w * size.h) size = { w, h };
  }
  const at = file.find("Exif\0\0");
  // Its own boxes, not EXIF, turn a HEIC: the sizes stay as they are.
  return { size, exif: at < 0 ? NO_EXIF : { ...exif(file.from(at + 6)), turned: false } };
}

function read(mime: string, bytes: Uint8Array): Found {
  const [big, little] = [new Reader(bytes), new Reader(bytes, true)];
  switch (mime) {
    case "image/png":
      return png(big);
    case "image/jpeg":
      return jpeg(big);
    case "image/webp":
      return webp(bytes);
    case "image/gif":
      return { size: { w: little.u16(6), h: little.u16(8) }, exif: NO_EXIF };
    case "image/bmp":
      return { size: { w: little.u32(18), h: Math.abs(little.u32(22) | 0) }, exif: NO_EXIF };
    case "image/heic":
    case "image/heif":
    case "image/avif":
      return heif(big);
    default:
      return { size: null, exif: NO_EXIF };
  }
}

/** Empty for what is no picture, or too damaged to say. */
export function pictureFacts(mime: string, start: Uint8Array): PictureFacts {
  const found = withinBounds(() => read(mime, start));
  if (found === null) return {};
  const { size, exif: { taken, turned } } = found;
  const shown = size === null || size.w < 1 || size.h < 1 ? {} : turned ? { w: size.h, h: size.w } : size;
  return taken === undefined ? shown : { ...shown, taken };
}
