// What the schedule form gives: the chosen moment, and the rule that the choices say.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { signal } from "@preact/signals";
import { instantOf } from "../domain/local-time.js";
import { speak } from "../i18n/t.js";
import type { FieldState } from "../ui/field-state.js";
import { checkSchedule, rescheduled, type Schedule, scheduled } from "./schedule.js";

const ZONE = "America/Toronto";
const field = (value: string): FieldState => ({ id: value, value: signal(value), error: signal<string | null>(null) });

function form(change: Partial<Record<keyof Schedule, string>> = {}): Schedule {
  const given = { date: "2026-11-30", time: "09:05:00", repeat: "none", every: "1", unit: "WEEKLY", ends: "never", until: "", times: "", ask: " Any news? ", ...change };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, field(value)])) as unknown as Schedule;
}
const rule = (change: Partial<Record<keyof Schedule, string>>): string | null => scheduled(form(change), ZONE).rule;
const wrong = (change: Partial<Record<keyof Schedule, string>>, ahead: Parameters<typeof checkSchedule>[1] = null): readonly string[] => {
  const filled = form(change);
  checkSchedule(filled, ahead);
  return Object.entries(filled as unknown as Record<string, FieldState>).flatMap(([name, { error }]) => (error.value === null ? [] : [name]));
};

before(async () => {
  // All that speak() needs of a page.
  Object.defineProperty(globalThis, "document", { value: { documentElement: {} } });
  await speak("en");
});

test("date, time to the minute, and the question without stray spaces", () => {
  assert.deepEqual(scheduled(form(), ZONE), { due: "2026-11-30T09:05", rule: null, ask: "Any news?" });
});

test("a choice gives its rule, a custom one what was typed", () => {
  assert.equal(rule({ repeat: "two_weeks" }), "FREQ=WEEKLY;INTERVAL=2");
  assert.equal(rule({ repeat: "custom", every: "3", unit: "MONTHLY" }), "FREQ=MONTHLY;INTERVAL=3");
  assert.equal(rule({ repeat: "none", ends: "times", times: "3" }), null);
});

test("an end after so many times, or with the end of a day by the clocks of the zone", () => {
  assert.equal(rule({ repeat: "weekly", ends: "times", times: "4" }), "FREQ=WEEKLY;COUNT=4");
  assert.equal(rule({ repeat: "monthly", ends: "day", until: "2027-06-30" }), "FREQ=MONTHLY;UNTIL=20270701T035900Z");
  assert.equal(rule({ repeat: "custom", every: "10", unit: "DAILY", ends: "day", until: "2027-01-31" }), "FREQ=DAILY;INTERVAL=10;UNTIL=20270201T045900Z");
});

test("only what is asked for is insisted on", () => {
  assert.deepEqual(wrong({ every: "", until: "", times: "", ends: "day" }), []);
  assert.deepEqual(wrong({ date: "", time: "" }), ["date", "time"]);
  assert.deepEqual(wrong({ repeat: "custom", every: "0" }), ["every"]);
  assert.deepEqual(wrong({ repeat: "weekly", ends: "times", times: "1000" }), ["times"]);
  assert.deepEqual(wrong({ repeat: "weekly", ends: "day", until: "2026-11-29" }), ["until"]);
});

test("a time that is over is told and not taken, by the clocks of its zone", () => {
  const now = instantOf("2026-11-30T09:04", ZONE);
  assert.deepEqual(wrong({}, { zone: ZONE, now }), []);
  assert.deepEqual(wrong({ time: "09:04" }, { zone: ZONE, now }), ["time"]);
  assert.deepEqual(wrong({ date: "2026-11-29" }, { zone: ZONE, now }), ["time"]);
  assert.deepEqual(wrong({ date: "2020-01-01" }), [], "an overdue one whose words change");
});

const PLANNED = { due: "2026-11-30T09:05", zone: ZONE, rule: null, ask: "Any news?", state: "open" as const };
const WEST = "America/Vancouver";

test("words that are changed while travelling move nothing and reopen nothing", () => {
  assert.deepEqual(rescheduled(form(), PLANNED, WEST), {});
  assert.deepEqual(rescheduled(form({ ask: "Who has it?" }), PLANNED, WEST), { ask: "Who has it?" });
  const ending = { ...PLANNED, rule: "FREQ=WEEKLY;UNTIL=20270101T120000Z" };
  assert.deepEqual(rescheduled(form({ repeat: "weekly", ends: "day", until: "2027-01-01", ask: "Who?" }), ending, WEST), { ask: "Who?" });
});

test("another date or time is by the clocks of here and asks anew; another repeat stays by its own", () => {
  assert.deepEqual(rescheduled(form({ time: "10:00" }), PLANNED, WEST), { due: "2026-11-30T10:00", zone: WEST, snoozed: null, state: "open" });
  assert.deepEqual(rescheduled(form({ repeat: "weekly" }), PLANNED, WEST), { rule: "FREQ=WEEKLY", state: "open" });
  assert.deepEqual(rescheduled(form(), { ...PLANNED, state: "done" }, WEST), { state: "open" });
});
