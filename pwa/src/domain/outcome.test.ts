// Which outcome holds: the published vectors, in any order; and when one is still to be written down.
import assert from "node:assert/strict";
import { test } from "node:test";
import vectors from "../../../tests/vectors/outcome.json" with { type: "json" };
import { event, type Moment } from "./build.js";
import { type CaseState, emptyCase, type Entry, fold, foldCase } from "./fold.js";
import { nextSteps } from "./next-step.js";
import { outcomeOf, saidClosed } from "./outcome.js";
import type { ContactBody, OutcomeBody, Rec } from "./records.js";
import { stageOf } from "./stage.js";

const CASE = "c0".repeat(16);
const device = "d1".repeat(16);
const NOW = Date.parse("2026-11-23T23:00-05:00");
const DAY = 24 * 60 * 60 * 1000;
let count = 1000;
const moment = (at: number): Moment => ({ at, tz: "America/Toronto", newId: () => (++count).toString(16).padStart(32, "0"), hlc: () => [at, ++count] });
const add = (state: CaseState, ...recs: readonly Rec[]): CaseState => fold(state, recs.map((rec) => ({ rec, device })));
const outcome = (at: number, kind: OutcomeBody["kind"]): Rec => event(moment(at), "outcome", { kind });
const police = (at: number, body: Partial<ContactBody> = {}): Rec => event(moment(at), "contact", { kind: "call", started: at, service: "Victoria Police", role: "officer", ...body });
const file = event(moment(NOW), "number", { kind: "police_file", value: "26-48211", org: "Victoria Police" });
const steps = (state: CaseState): readonly string[] => nextSteps(state, NOW + 2 * DAY).map(({ type }) => type);

for (const { note, outcomes, removed, holds } of vectors.cases) {
  test(note, () => {
    const written = outcomes.map(({ id, at, tz, body }): Entry => ({ device, rec: { v: 1, k: "e", at, tz, type: "outcome", id, body: body as OutcomeBody } }));
    const entries = [...written, ...removed.map((of): Entry => ({ device, rec: event(moment(NOW), "removed", { of }) }))];
    assert.equal(outcomeOf(foldCase(CASE, entries))?.id ?? null, holds);
    assert.equal(outcomeOf(foldCase(CASE, entries.toReversed()))?.id ?? null, holds);
  });
}

test("a file that police closed asks for how it ended, until that is written down", () => {
  const closed = add(emptyCase(CASE), file, police(NOW), police(NOW + DAY, { outcomes: ["closed"] }));
  assert.deepEqual([saidClosed(closed), stageOf(closed, NOW + 2 * DAY), steps(closed)], [true, "outcome", ["write_outcome"]]);
  const written = add(closed, outcome(NOW + DAY + 1, "closed"));
  assert.deepEqual([saidClosed(written), stageOf(written, NOW + 2 * DAY), steps(written)], [false, "outcome", ["after_outcome"]]);
});

test("charges go on: the next call is still planned", () => {
  const charged = add(emptyCase(CASE), file, police(NOW), outcome(NOW + DAY, "charges"));
  assert.deepEqual([stageOf(charged, NOW + 2 * DAY), steps(charged)], ["outcome", ["save_proof", "set_followup", "after_outcome"]]);
});

test("opened again, the case goes back to the months and to its follow-ups", () => {
  const closed = add(emptyCase(CASE), file, police(NOW - 30 * DAY, { kind: "visit" }), police(NOW, { outcomes: ["closed"] }), outcome(NOW + 1, "closed"));
  const again = add(closed, outcome(NOW + DAY, "reopened"));
  assert.deepEqual([stageOf(again, NOW + 2 * DAY), steps(again)], ["months", ["save_proof", "set_followup"]]);
});

test("a correction of the day moves it, and one that is no day changes nothing", () => {
  const first = event(moment(NOW), "outcome", { kind: "warning", on: "2026-11-01" });
  const second = event(moment(NOW + 1), "outcome", { kind: "closed", on: "2026-11-10" });
  const both = add(emptyCase(CASE), first, second);
  assert.equal(outcomeOf(both)?.id, second.id);
  const moved = add(both, event(moment(NOW + 2), "correction", { of: first.id, fields: { on: "2026-11-11" } }));
  assert.equal(outcomeOf(moved)?.id, first.id);
  assert.equal(outcomeOf(add(both, event(moment(NOW + 2), "correction", { of: second.id, fields: { on: "<b>" } })))?.id, second.id);
});
