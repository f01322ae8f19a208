// Clocks: asked about in time, never in the past, whatever was written or left blank.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Clock, CLOCKS, clockDue, clockRule } from "./clock.js";
import { instantOf, isLocalTime, localTime } from "./local-time.js";
import { parseRule } from "./recurrence.js";

const ZONES = ["America/Vancouver", "America/St_Johns", "America/Toronto"] as const;
const START = Date.UTC(2026, 0, 1);
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const days = fc.integer({ min: -400, max: 400 }).map((n) => new Date(START + n * DAY).toISOString().slice(0, 10));
const clocks: fc.Arbitrary<Clock> = fc.record({ kind: fc.constantFrom(...CLOCKS), since: fc.option(days, { nil: undefined }), until: fc.option(days, { nil: undefined }) }).map(
  ({ kind, since, until }) => ({ kind, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) }),
);

test("whatever is known, the time is one that a follow-up takes, and lies ahead", () => {
  fc.assert(
    fc.property(clocks, fc.integer({ min: START, max: START + 365 * DAY }), fc.constantFrom(...ZONES), (clock, now, zone) => {
      const due = clockDue(clock, now, zone);
      assert.ok(isLocalTime(due), due);
      assert.ok(instantOf(due, zone) > now - HOUR, `${due} is past`);
      const rule = clockRule(clock);
      assert.ok(rule === null || parseRule(rule) !== null);
    }),
    { numRuns: 1000 },
  );
});

test("a link is asked about the day before it ends, a device on the day it is to come back, data five days before the demand ends", () => {
  const now = Date.UTC(2026, 10, 1, 17);
  const zone = "America/Toronto";
  assert.equal(clockDue({ kind: "upload_link", until: "2026-11-12" }, now, zone), "2026-11-11T09:00");
  assert.equal(clockDue({ kind: "seized", until: "2026-12-24" }, now, zone), "2026-12-24T09:00");
  assert.equal(clockDue({ kind: "preservation", since: "2026-11-01" }, now, zone), "2026-11-17T09:00");
  assert.equal(clockDue({ kind: "preservation" }, now, zone), "2026-11-03T09:00");
  assert.equal(clockDue({ kind: "seized" }, now, zone), "2026-12-01T09:00");
  assert.equal(clockDue({ kind: "upload_link", until: "2026-11-01" }, now, zone), localTime(now + HOUR, zone));
});
