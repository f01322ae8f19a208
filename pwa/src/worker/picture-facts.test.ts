// Sizes and times are read from the first bytes; what is damaged says nothing and breaks nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pictureFacts } from "./picture-facts.js";

const latin = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
const u16 = (n: number): number[] => [n >> 8, n & 255];
const u32 = (n: number): number[] => [...u16(n >>> 16), ...u16(n & 0xffff)];
const u16le = (n: number): number[] => u16(n).toReversed();
const u32le = (n: number): number[] => u32(n).toReversed();
const bytes = (...parts: readonly number[][]): Uint8Array => Uint8Array.from(parts.flat());

/** A TIFF in big-endian order: orientation, original time, its offset. */
function tiff(orientation: number, taken: string, offset: string): number[] {
  const first = [...u16(2), ...u16(0x0112), ...u16(3), ...u32(1), ...u16(orientation), ...u16(0), ...u16(0x8769), ...u16(4), ...u32(1), ...u32(38), ...u32(0)];
  const more = [...u16(2), ...u16(0x9003), ...u16(2), ...u32(20), ...u32(68), ...u16(0x9011), ...u16(2), ...u32(7), ...u32(88), ...u32(0)];
  return [...latin("MM\0*"), ...u32(8), ...first, ...more, ...latin(`${taken}\0`), ...latin(`${offset}\0`)];
}

function jpeg(w: number, h: number, exif: number[]): Uint8Array {
  const app1 = [0xff, 0xe1, ...u16(exif.length + 8), ...latin("Exif\0\0"), ...exif];
  return bytes([0xff, 0xd8], exif.length === 0 ? [] : app1, [0xff, 0xc0, ...u16(17), 8, ...u16(h), ...u16(w)], Array<number>(16).fill(0));
}

test("a photo says its size and when it was taken, with the offset of its clock", () => {
  assert.deepEqual(pictureFacts("image/jpeg", jpeg(4000, 3000, tiff(1, "2026:11:20 23:04:05", "-08:00"))), { w: 4000, h: 3000, taken: "2026-11-20T23:04:05-08:00" });
});

test("a photo taken sideways is as wide as it is shown", () => {
  assert.deepEqual(pictureFacts("image/jpeg", jpeg(4000, 3000, tiff(6, "2026:11:20 23:04:05", "?"))), { w: 3000, h: 4000, taken: "2026-11-20T23:04:05" });
});

test("a clock that was never set is no time", () => {
  assert.deepEqual(pictureFacts("image/jpeg", jpeg(10, 20, tiff(1, "0000:00:00 00:00:00", ""))), { w: 10, h: 20 });
});

const PNG = bytes(latin("\x89PNG\r\n\x1a\n"), u32(13), latin("IHDR"), u32(1080), u32(2400), [8, 2, 0, 0, 0], u32(0));
const PLAIN: readonly (readonly [string, Uint8Array, number, number])[] = [
  ["image/png", bytes([...PNG], u32(0), latin("IDAT"), u32(0)), 1080, 2400],
  ["image/gif", bytes(latin("GIF89a"), u16le(320), u16le(200)), 320, 200],
  ["image/bmp", bytes(latin("BM"), Array<number>(16).fill(0), u32le(640), u32le(-480)), 640, 480],
  ["image/webp", bytes(latin("RIFF\0\0\0\0WEBPVP8X"), u32le(10), u32le(0), [0x37, 4, 0, 0x5f, 9, 0]), 1080, 2400],
  ["image/heic", bytes(latin("\0\0\0\x14ispe"), u32(0), u32(512), u32(512), latin("\0\0\0\x14ispe"), u32(0), u32(4032), u32(3024)), 4032, 3024],
];
for (const [mime, start, w, h] of PLAIN) {
  test(`${mime} says ${String(w)} by ${String(h)}`, () => {
    assert.deepEqual(pictureFacts(mime, start), { w, h });
  });
}

test("the time in a PNG is read too", () => {
  const exif = tiff(1, "2026:11:20 23:04:05", "+00:00");
  assert.equal(pictureFacts("image/png", bytes([...PNG], u32(exif.length), latin("eXIf"), exif, u32(0))).taken, "2026-11-20T23:04:05+00:00");
});

test("truncated and invented pictures are read as far as they go", () => {
  const whole = jpeg(4000, 3000, tiff(6, "2026:11:20 23:04:05", "-08:00"));
  for (let end = 0; end < whole.length; end += 1) pictureFacts("image/jpeg", whole.subarray(0, end));
  const mimes = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/heic"];
  fc.assert(fc.property(fc.constantFrom(...mimes), fc.uint8Array({ maxLength: 200 }), (mime, start) => void pictureFacts(mime, start)));
  fc.assert(
    fc.property(fc.array(fc.nat(255), { minLength: 40, maxLength: 120 }), (noise) => {
      pictureFacts("image/jpeg", jpeg(1, 1, [...latin("II*\0"), ...noise]));
    }),
  );
});
