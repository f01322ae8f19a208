// A copy of a picture to hand on: the same picture, without what the camera wrote beside it (place, time, device, comments).
// Nothing is decoded or compressed again. The original stays as received.

import { type Bytes, joined } from "../bytes.js";

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const latin = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));

const ORIENTATION = 0x0112;

/** Which way up, from an EXIF block that starts at its TIFF header; 1 where it does not say. */
function orientation(tiff: Uint8Array): number {
  const view = viewOf(tiff);
  const little = latin(tiff, 0, 2) === "II";
  const at = view.getUint32(4, little);
  for (let i = 0; i < view.getUint16(at, little); i += 1) {
    const entry = at + 2 + 12 * i;
    if (view.getUint16(entry, little) === ORIENTATION) return view.getUint16(entry + 8, little);
  }
  return 1;
}

/** An EXIF segment that says nothing but which way up. */
function uprightSegment(turned: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0];
  return Uint8Array.of(0xff, 0xe1, 0, 2 + exif.length + tiff.length, ...exif, ...tiff);
}

const [START_OF_SCAN, END, EXIF, PROFILE, JFIF, ADOBE, COMMENT] = [0xda, 0xd9, 0xe1, 0xe2, 0xe0, 0xee, 0xfe] as const;

/** What decoding needs stays (JFIF, Adobe, the colour profile); EXIF, XMP, IPTC, makers' own segments and comments go. */
function stays(marker: number, segment: Uint8Array): boolean {
  if (marker === JFIF || marker === ADOBE) return true;
  if (marker === PROFILE) return latin(segment, 4, 11) === "ICC_PROFILE";
  return marker !== COMMENT && (marker < 0xe0 || marker > 0xef);
}

/** Where the next segment begins after compressed data, in which 0xff is followed by 0 or a restart mark. */
function afterScan(view: DataView, from: number): number {
  for (let at = from; ; at += 1) {
    if (view.getUint8(at) !== 0xff) continue;
    const next = view.getUint8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
}

/** Ends with the picture itself: a second one behind it, as some phones add, is not part of the copy. */
function jpeg(file: Uint8Array): Bytes | null {
  const view = viewOf(file);
  const parts: Uint8Array[] = [];
  let turned = 1;
  for (let at = 2, marker = view.getUint8(3); marker !== END; marker = view.getUint8(at + 1)) {
    if (view.getUint8(at) !== 0xff) return null;
    let end = at + 2 + view.getUint16(at + 2);
    const segment = file.subarray(at, end);
    if (marker === EXIF && latin(segment, 4, 6) === "Exif\0\0") turned = orientation(segment.subarray(10));
    if (marker === START_OF_SCAN) end = afterScan(view, end);
    if (stays(marker, segment)) parts.push(file.subarray(at, end));
    at = end;
  }
  const upright = turned > 1 && turned <= 8 ? [uprightSegment(turned)] : [];
  return joined([file.subarray(0, 2), ...upright, ...parts, Uint8Array.of(0xff, END)]);
}

const PNG_DROPPED = new Set(["eXIf", "tEXt", "iTXt", "zTXt", "tIME"]);

function png(file: Uint8Array): Bytes | null {
  const view = viewOf(file);
  const parts: Uint8Array[] = [file.subarray(0, 8)];
  for (let at = 8; ; ) {
    const name = latin(file, at + 4, 4);
    const end = at + 12 + view.getUint32(at);
    if (end > file.length) return null;
    if (!PNG_DROPPED.has(name)) parts.push(file.subarray(at, end));
    if (name === "IEND") return joined(parts);
    at = end;
  }
}

const EXTENDED_EXIF_AND_XMP = 0x0c;

function webp(file: Uint8Array): Bytes | null {
  const view = viewOf(file);
  const parts: Uint8Array[] = [file.slice(0, 12)];
  for (let at = 12; at + 8 <= file.length; ) {
    const name = latin(file, at, 4);
    const length = view.getUint32(at + 4, true);
    const chunk = file.slice(at, at + 8 + length + (length % 2));
    if (name === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~EXTENDED_EXIF_AND_XMP;
    if (name !== "EXIF" && name !== "XMP ") parts.push(chunk);
    at += chunk.length;
  }
  const whole = joined(parts);
  viewOf(whole).setUint32(4, whole.length - 8, true);
  return whole;
}

const MAKERS: Readonly<Record<string, (file: Uint8Array) => Bytes | null>> = { "image/jpeg": jpeg, "image/png": png, "image/webp": webp };

/** Whether this kind of file can be handed on without what stands beside the picture. */
export function canBeStripped(mime: string): boolean {
  return mime in MAKERS;
}

/** Null where it cannot be done surely: another kind of file, or a damaged one. */
export function sharedCopy(mime: string, file: Uint8Array): Bytes | null {
  try {
    return MAKERS[mime]?.(file) ?? null;
  } catch (error) {
    // Read past the end: truncated.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
