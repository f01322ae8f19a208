// The hybrid clock: stamps only go up, whatever the wall clock does.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareHlc, HLC_ZERO, observe, tick } from "./hlc.js";
import type { Hlc } from "./records.js";

const walls = fc.nat({ max: 50 });

test("each stamp is after every stamp made or seen before it", () => {
  const steps = fc.array(fc.oneof(walls, fc.tuple(walls, walls)), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (moves) => {
      let last: Hlc = HLC_ZERO;
      const before: Hlc[] = [];
      for (const move of moves) {
        if (typeof move !== "number") {
          last = observe(last, move);
          before.push(move);
          continue;
        }
        last = tick(last, move);
        assert.ok(before.every((earlier) => compareHlc(earlier, last) < 0));
        before.push(last);
      }
    }),
  );
});
