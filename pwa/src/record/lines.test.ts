// Lines: newest first, a day's name before its things, nothing left out.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { TimelineItem } from "../domain/timeline.js";
import { linesOf } from "./lines.js";

const DAY = 86_400_000;
const item = (at: number, n: number): TimelineItem => ({ kind: n % 3 === 0 ? "exhibit" : "note", id: `id-${String(n)}`, at }) as unknown as TimelineItem;
const dayOf = (at: number): string => new Date(at).toDateString();

test("each day stands once before what happened on it, whatever there is", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 * DAY }), { maxLength: 60 }), (times) => {
      const items = times.toSorted((a, b) => a - b).map(item);
      const lines = linesOf(items);
      const all = Array.from({ length: lines.count }, (_, i) => lines.at(i)!);
      assert.deepEqual(all.flatMap((line) => ("item" in line ? [line.item] : [])), items.toReversed());
      assert.deepEqual(all.flatMap((line) => ("day" in line ? [dayOf(line.day)] : [])), [...new Set(items.toReversed().map(({ at }) => dayOf(at)))]);
      let day = "";
      all.forEach((line, i) => {
        if ("day" in line) day = dayOf(line.day);
        else assert.equal(dayOf(line.item.at), day);
        assert.equal(lines.kindOf(i), "day" in line ? "day" : line.item.kind === "exhibit" ? "exhibit" : "row");
      });
      assert.equal(new Set(all.map((_, i) => lines.keyOf(i))).size, lines.count);
      assert.equal(lines.at(lines.count), undefined);
    }),
  );
});
