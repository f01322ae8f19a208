// What the schedule form gives: the chosen moment, and a rule that is kept unless another is chosen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import type { FieldState } from "../ui/field-state.js";
import { type Schedule, scheduled } from "./schedule.js";

const field = (value: string): FieldState => ({ id: value, value: signal(value), error: signal<string | null>(null) });

function form(repeat: string): Schedule {
  return { date: field("2026-11-30"), time: field("09:05:00"), repeat: field(repeat), ask: field(" Any news? ") };
}

test("date, time to the minute, and the question without stray spaces", () => {
  assert.deepEqual(scheduled(form("none")), { due: "2026-11-30T09:05", rule: null, ask: "Any news?" });
});

test("a choice gives its rule; no choice keeps the rule that was there", () => {
  assert.equal(scheduled(form("two_weeks")).rule, "FREQ=WEEKLY;INTERVAL=2");
  assert.equal(scheduled(form(""), "FREQ=WEEKLY;COUNT=3").rule, "FREQ=WEEKLY;COUNT=3");
});
