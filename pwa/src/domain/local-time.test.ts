// Wall clocks and instants: there and back, and the hours that clocks skip or show twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays, addMonths, daysUntil, instantOf, isLocalTime, isoWithOffset, isZone, localTime } from "./local-time.js";

const zones = fc.constantFrom("America/Toronto", "America/Vancouver", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "UTC", "Europe/Paris");
const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });

test("an instant's wall clock leads back to it, or to the first time the clock showed that", () => {
  fc.assert(
    fc.property(instants, zones, (at, zone) => {
      const minute = Math.floor(at / 60_000) * 60_000;
      const back = instantOf(localTime(minute, zone), zone);
      assert.ok(back === minute || (back === minute - 3_600_000 && localTime(back, zone) === localTime(minute, zone)));
    }),
  );
});

test("an hour that clocks skip falls an hour later; one shown twice is the first", () => {
  assert.equal(isoWithOffset(instantOf("2026-03-08T02:30", "America/Toronto"), "America/Toronto"), "2026-03-08T03:30:00.000-04:00");
  assert.equal(isoWithOffset(instantOf("2026-11-01T01:30", "America/Toronto"), "America/Toronto"), "2026-11-01T01:30:00.000-04:00");
});

test("the same instant is printed with any zone's offset", () => {
  fc.assert(fc.property(instants, zones, (at, zone) => assert.equal(Date.parse(isoWithOffset(at, zone)), at)));
});

test("whole days later keep the time of day", () => {
  assert.equal(addDays("2026-10-31T09:00", 1), "2026-11-01T09:00");
  assert.equal(addDays("2026-12-31T23:59", 60), "2027-03-01T23:59");
});

test("a month without that day has no such date", () => {
  assert.equal(addMonths("2026-01-31T09:00", 1), null);
  assert.equal(addMonths("2026-11-30T09:00", 3), null);
  assert.equal(addMonths("2026-12-15T09:00", 13), "2028-01-15T09:00");
});

test("days are counted by the calendar of the zone", () => {
  const late = instantOf("2026-11-23T23:50", "America/Toronto");
  assert.equal(daysUntil("2026-11-23T09:00", "America/Toronto", late), 0);
  assert.equal(daysUntil("2026-11-24T00:10", "America/Toronto", late), 1);
  assert.equal(daysUntil("2026-11-30T09:00", "America/Toronto", late), 7);
  assert.equal(daysUntil("2026-11-01T09:00", "America/Toronto", late), -22);
});

test("times and zones that are none are known", () => {
  for (const text of ["", "2026-11-23", "2026-02-29T09:00", "2026-11-23T24:00", "2026-11-23T09:00Z", "2026-13-01T09:00"]) assert.equal(isLocalTime(text), false, text);
  assert.equal(isLocalTime("2028-02-29T09:00"), true);
  assert.equal(isZone("America/Iqaluit"), true);
  assert.equal(isZone("Nowhere/Land"), false);
});
