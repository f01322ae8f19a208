// The calendar file: the same bytes as the vector that an independent reader has read; folding, escaping, neutral words.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { calendarOf, folded } from "./calendar.js";
import type { Followup } from "./followup.js";
import { instantOf } from "./local-time.js";

const FILE = "../tests/vectors/calendar.json";

interface Vector {
  readonly note: string;
  readonly title: string;
  readonly now_ms: number;
  readonly followups: readonly (Pick<Followup, "id" | "due" | "zone" | "rule" | "rev" | "state" | "ask"> & Partial<Pick<Followup, "snoozed">>)[];
  ics: string;
}

const file = JSON.parse(readFileSync(FILE, "utf8")) as { readonly cases: readonly Vector[] };

function made({ followups, title, now_ms }: Vector): string {
  const whole = followups.map((one): Followup => {
    const { due, zone, snoozed = null } = one;
    const dueAt = Math.max(instantOf(due, zone), snoozed === null ? 0 : instantOf(snoozed, zone));
    return { ...one, snoozed, dueAt, number: null, contact: null, clock: null, contacts: [], counts: new Map(), created: 0 };
  });
  return calendarOf(whole, title, now_ms);
}

test("the vectors' files, byte for byte", () => {
  if (process.env["WRITE_VECTORS"] !== undefined) {
    for (const vector of file.cases) vector.ics = made(vector);
    writeFileSync(FILE, `${JSON.stringify(file, null, 1)}\n`);
  }
  for (const vector of file.cases) assert.equal(made(vector), vector.ics, vector.note);
});

test("nothing of the record is in them", () => {
  for (const vector of file.cases) for (const { ask } of vector.followups) assert.ok(!made(vector).includes(ask));
});

test("no line above 75 octets, and unfolding gives the line back", () => {
  const lines = fc.array(fc.constantFrom("a", " ", "é", "—", "🦫", "\\n"), { maxLength: 300 }).map((letters) => letters.join(""));
  fc.assert(
    fc.property(lines, (line) => {
      const parts = folded(line).split("\r\n");
      assert.ok(parts.every((part, i) => new TextEncoder().encode(part).length <= 75 && (i === 0 || part.startsWith(" "))));
      assert.equal(folded(line).replaceAll("\r\n ", ""), line);
    }),
  );
});
