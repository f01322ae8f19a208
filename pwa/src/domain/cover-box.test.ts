// Covered places: always inside the picture, never empty, never a pixel too small.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fitted, pixelsOf, spanning } from "./cover-box.js";

const part = fc.double({ min: -50, max: 150, noNaN: true });
const size = fc.integer({ min: 1, max: 5000 });

test("whatever is dragged or typed, the box lies inside and covers something", () => {
  fc.assert(
    fc.property(part, part, part, part, size, size, (left, top, width, height, w, h) => {
      const box = fitted({ left, top, width, height });
      assert.ok(box.left >= 0 && box.top >= 0 && box.left + box.width <= 100.000001 && box.top + box.height <= 100.000001);
      const pixels = pixelsOf(box, w, h);
      assert.ok(pixels.w >= 1 && pixels.h >= 1 && pixels.x + pixels.w <= w && pixels.y + pixels.h <= h);
      assert.ok(pixels.x <= (box.left / 100) * w && pixels.x + pixels.w >= Math.min(w, ((box.left + box.width) / 100) * w) - 1e-6);
    }),
  );
});

test("a box may be drawn from any corner", () => {
  assert.deepEqual(spanning([30, 40], [10, 20]), { left: 10, top: 20, width: 20, height: 20 });
  assert.deepEqual(pixelsOf({ left: 0, top: 50, width: 100, height: 25 }, 1080, 2400), { x: 0, y: 1200, w: 1080, h: 600 });
});
