// Repeating reminders: the vectors that the server is held to, rules both ways, daylight saving.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import vectors from "../../../tests/vectors/recurrence.json" with { type: "json" };
import { instantOf, localTime } from "./local-time.js";
import { formatRule, nextOccurrence, parseRule, type Rule } from "./recurrence.js";

for (const { note, first, first_ms, zone, rule, after_ms, next, next_ms } of vectors.cases) {
  test(note, () => {
    const parsed = parseRule(rule);
    assert.ok(parsed !== null);
    assert.equal(instantOf(first, zone), first_ms);
    const found = nextOccurrence(first, zone, parsed, after_ms);
    assert.equal(found === null ? null : instantOf(found.local, zone), next_ms);
    if (found !== null) assert.equal(localTime(instantOf(found.local, zone), zone), next);
  });
}

const rules = fc.record(
  {
    freq: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY"),
    interval: fc.integer({ min: 1, max: 999 }),
    count: fc.integer({ min: 1, max: 999 }),
  },
  { requiredKeys: ["freq", "interval"], noNullPrototype: true },
) as fc.Arbitrary<Rule>;

test("a rule written is read back the same", () => {
  fc.assert(fc.property(rules, (rule) => assert.deepEqual(parseRule(formatRule(rule)), rule)));
});

test("what is not in the subset is refused", () => {
  const refused = ["", "FREQ=HOURLY", "INTERVAL=2;FREQ=DAILY", "FREQ=DAILY;BYDAY=MO", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=1000", "FREQ=DAILY;FREQ=DAILY",
    "FREQ=DAILY;COUNT=2;UNTIL=20261231T000000Z", "FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261350T000000Z", "FREQ=DAILY;", "RRULE:FREQ=DAILY", "FREQ"];
  for (const text of refused) assert.equal(parseRule(text), null, text);
});

test("9:00 stays 9:00 wherever clocks change", () => {
  const zones = fc.constantFrom("America/Toronto", "America/Halifax", "America/St_Johns", "Europe/London", "Australia/Sydney", "America/Regina");
  const starts = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2030, 0, 1) });
  fc.assert(
    fc.property(zones, starts, fc.integer({ min: 0, max: 800 }), (zone, start, days) => {
      const first = `${localTime(start, zone).slice(0, 10)}T09:00`;
      const after = instantOf(first, zone) + days * 86_400_000;
      const next = nextOccurrence(first, zone, { freq: "WEEKLY", interval: 1 }, after);
      assert.ok(next !== null);
      assert.equal(next.local.slice(11), "09:00");
      assert.ok(instantOf(next.local, zone) > after);
      assert.ok(instantOf(next.local, zone) <= after + 7 * 86_400_000 + 3_600_000);
    }),
  );
});
