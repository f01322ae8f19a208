// Sizes of JPEGs by their frame header, and nothing of what is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jpegFacts } from "./jpeg.js";

const frame = (marker: number, bits = 8, components = 3): Uint8Array =>
  Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, marker, 0, 17, bits, 2, 58, 1, 14, components, 0, 0, 0, 0]);

test("a baseline and a progressive JPEG tell their size", () => {
  for (const marker of [0xc0, 0xc1, 0xc2]) assert.deepEqual(jpegFacts(frame(marker)), { w: 270, h: 570, components: 3 });
  assert.deepEqual(jpegFacts(frame(0xc0, 8, 1)), { w: 270, h: 570, components: 1 });
});

test("what a PDF could not show as it is, is none", () => {
  for (const other of [frame(0xc3), frame(0xc0, 12), frame(0xc0, 8, 4), frame(0xc4), frame(0xc0).slice(0, 12), Uint8Array.of()]) assert.equal(jpegFacts(other), null);
});

test("noise never throws", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => void jpegFacts(Uint8Array.from([0xff, 0xd8, 0xff, ...noise]))));
});
