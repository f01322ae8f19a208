// A file is what its bytes say, whatever its name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileType } from "./file-type.js";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const TYPES: readonly (readonly [string, string])[] = [
  ["\x89PNG\r\n\x1a\nrest", "image/png"],
  ["\xff\xd8\xff\xe0JFIF", "image/jpeg"],
  ["RIFF\0\0\0\0WEBPVP8 ", "image/webp"],
  ["\0\0\0\x18ftypheic", "image/heic"],
  ["\0\0\0\x18ftypisom", "video/mp4"],
  ["\0\0\0\x14ftypqt  ", "video/quicktime"],
  ["%PDF-1.7", "application/pdf"],
  ["only words", "text/plain"],
  ["MZ\x90\0\x03", "application/octet-stream"],
  ["", "application/octet-stream"],
];
for (const [start, mime] of TYPES) {
  test(`${JSON.stringify(start)} is ${mime}`, () => {
    assert.equal(fileType(latin(start)), mime);
  });
}

test("a letter cut in two at the end of what is looked at is still text", () => {
  assert.equal(fileType(new TextEncoder().encode("é".repeat(300)).subarray(0, 511)), "text/plain");
});
