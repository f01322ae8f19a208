// A check-in comes at its day, once, and whoever answered or was away is not asked again for the past.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { setSupport } from "./build.js";
import { CHECK_IN_DAYS, checkInDue, checkInOf } from "./check-in.js";
import { emptyCase, fold } from "./fold.js";

const DAY = 24 * 60 * 60 * 1000;
const CASE = "c".repeat(32);

test("asked at 1, 3, 7, 14 and 30 days", () => {
  assert.equal(checkInDue(0, 0, DAY - 1), null);
  for (const day of CHECK_IN_DAYS) assert.equal(checkInDue(0, 0, day * DAY), day);
  assert.equal(checkInDue(0, 30, 400 * DAY), null);
});

test("answered in the record, it is answered on every phone", () => {
  const moment = { at: 0, tz: "America/Toronto", newId: () => CASE, hlc: () => [1, 0] as const };
  const state = fold(emptyCase(CASE), setSupport(moment, CASE, { checked_in: 1 }).map((rec) => ({ rec, device: "d".repeat(32) })));
  assert.equal(checkInOf(state, 2 * DAY), null);
  assert.equal(checkInOf(state, 3 * DAY), 3);
  assert.equal(checkInOf(emptyCase(CASE), 3 * DAY), null);
});

test("once answered, nothing is asked before the next day of the list, whenever one looks", () => {
  fc.assert(
    fc.property(fc.integer({ min: -5, max: 60 * DAY }), fc.nat(60 * DAY), (now, later) => {
      const due = checkInDue(0, 0, now);
      if (due === null) return;
      assert.equal(checkInDue(0, due, now), null);
      const next = checkInDue(0, due, now + later);
      assert.ok(next === null || (next > due && next * DAY <= now + later));
    }),
  );
});
