// A copy to hand on says nothing but the picture: what the camera wrote beside it is gone, and the picture is the same bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { canBeStripped, sharedCopy } from "./shared-copy.js";

const bytes = (...parts: readonly (readonly number[] | string | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? Array.from(part, (letter) => letter.charCodeAt(0)) : [...part])));
const SECRET = "GPS 49.28 -123.12";
const holds = (file: Uint8Array, text: string): boolean => Buffer.from(file).includes(text);

const segment = (marker: number, body: Uint8Array): Uint8Array => bytes([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255], body);
const turnedExif = (way: number): Uint8Array => bytes("Exif\0\0", "II*\0", [8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, way, 0, 0, 0, 0, 0, 0, 0], SECRET);
const TABLE = segment(0xdb, bytes([0, 0xff, 0xd9, 7]));
const FRAME = segment(0xc0, bytes([8, 0, 1, 0, 1, 1, 1, 0x11, 0]));
const SCAN = bytes([0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0], [1, 0xff, 0, 2, 0xff, 0xd0, 3]);
const PROFILE = segment(0xe2, bytes("ICC_PROFILE\0", [1, 1, 9]));
const END = [0xff, 0xd9];

function photo(way: number): Uint8Array {
  const beside = [segment(0xe1, turnedExif(way)), segment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0", SECRET)), segment(0xed, bytes(SECRET)), segment(0xfe, bytes(SECRET))];
  return bytes([0xff, 0xd8], ...beside, PROFILE, TABLE, FRAME, SCAN, segment(0xfe, bytes(SECRET)), SCAN, END, "a second picture", SECRET);
}

test("a photograph keeps its tables, colours and every scan, and nothing else", () => {
  assert.deepEqual(sharedCopy("image/jpeg", photo(1)), bytes([0xff, 0xd8], PROFILE, TABLE, FRAME, SCAN, SCAN, END));
});

test("a photograph held sideways still says which way up it is, and only that", () => {
  const copy = sharedCopy("image/jpeg", photo(6));
  assert.ok(copy !== null && !holds(copy, SECRET));
  assert.deepEqual([...copy.subarray(2, 6)], [0xff, 0xe1, 0, 34]);
  assert.deepEqual(sharedCopy("image/jpeg", copy), copy);
});

const chunk = (name: string, body: string): Uint8Array => bytes([0, 0, 0, body.length], name, body, [1, 2, 3, 4]);
const PNG = "\x89PNG\r\n\x1a\n";

test("a screenshot loses its texts, its EXIF and what follows its end", () => {
  const [head, data, end] = [chunk("IHDR", "x".repeat(13)), chunk("IDAT", "pixels"), chunk("IEND", "")];
  const file = bytes(PNG, head, chunk("tEXt", SECRET), chunk("eXIf", SECRET), chunk("iTXt", SECRET), chunk("zTXt", SECRET), chunk("tIME", "1234567"), data, end, SECRET);
  assert.deepEqual(sharedCopy("image/png", file), bytes(PNG, head, data, end));
});

const riff = (name: string, body: readonly number[] | string): Uint8Array => bytes(name, [body.length, 0, 0, 0], body, body.length % 2 === 1 ? [0] : []);

test("a WebP loses EXIF and XMP, and its head no longer promises them", () => {
  const inside = (flags: number): Uint8Array => riff("VP8X", [flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
  const whole = (...chunks: readonly Uint8Array[]): Uint8Array => {
    const all = bytes("WEBP", ...chunks);
    return bytes("RIFF", [all.length, 0, 0, 0], all);
  };
  const file = whole(inside(0x3c), riff("VP8 ", "odd"), riff("EXIF", SECRET), riff("XMP ", SECRET));
  assert.deepEqual(sharedCopy("image/webp", file), whole(inside(0x30), riff("VP8 ", "odd")));
});

test("what is cut short or of another kind is refused rather than handed on with its place", () => {
  const file = photo(1);
  for (let length = 2; length < file.length - 40; length += 1) assert.equal(sharedCopy("image/jpeg", file.subarray(0, length)), null, String(length));
  assert.equal(sharedCopy("image/png", bytes(PNG, chunk("IHDR", "x".repeat(13)))), null);
  assert.equal(sharedCopy("image/heic", file), null);
  assert.equal(canBeStripped("image/heic"), false);
});
