// The stage follows what the record holds, and never runs ahead of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { event, type Moment, setNote } from "./build.js";
import { type CaseState, emptyCase, fold } from "./fold.js";
import type { ContactBody, Rec } from "./records.js";
import { stageOf } from "./stage.js";

const NOW = Date.parse("2026-11-23T23:00-05:00");
const DAY = 24 * 60 * 60 * 1000;
let count = 0;
const moment = (): Moment => ({ at: NOW + ++count, tz: "America/Toronto", newId: () => (++count).toString(16).padStart(32, "0"), hlc: () => [NOW, ++count] });
const add = (state: CaseState, ...recs: readonly Rec[]): CaseState => fold(state, recs.map((rec) => ({ rec, device: "d1".repeat(16) })));
const EMPTY = emptyCase("c0".repeat(16));
const contact = (body: Partial<ContactBody>): Rec => event(moment(), "contact", { kind: "call", started: NOW, service: "Victoria Police", role: "complaint_taker", ...body });
const file = (): Rec => event(moment(), "number", { kind: "police_file", value: "26-48211", org: "Victoria Police" });

test("without a record, or with an empty one, it is right now", () => {
  assert.equal(stageOf(null, NOW), "now");
  assert.equal(stageOf(EMPTY, NOW), "now");
  assert.equal(stageOf(add(EMPTY, ...setNote(moment(), "0a".repeat(16), { text: "  " })), NOW), "now");
});

test("with something saved, calling police is next", () => {
  assert.equal(stageOf(add(EMPTY, ...setNote(moment(), "0a".repeat(16), { text: "what he wrote" })), NOW), "calling");
});

test("after a call one waits, and with a file number the months begin a week later", () => {
  assert.equal(stageOf(add(EMPTY, contact({})), NOW + 30 * DAY), "waiting");
  const filed = add(EMPTY, contact({}), file());
  assert.deepEqual([stageOf(filed, NOW + 6 * DAY), stageOf(filed, NOW + 7 * DAY)], ["waiting", "months"]);
});

test("a visit is current for a day, then the months begin", () => {
  const visited = add(EMPTY, contact({}), contact({ kind: "visit", role: "officer" }));
  assert.deepEqual([stageOf(visited, NOW + DAY - 1), stageOf(visited, NOW + DAY)], ["visit", "months"]);
});

test("a file number alone is enough for the months; a call to someone else is no call to police", () => {
  assert.equal(stageOf(add(EMPTY, file()), NOW), "months");
  assert.equal(stageOf(add(EMPTY, contact({ role: "other" })), NOW), "now");
});

test("what was removed no longer counts", () => {
  const call = event(moment(), "contact", { kind: "call", started: NOW, service: "Victoria Police", role: "complaint_taker" });
  assert.equal(stageOf(add(EMPTY, call, event(moment(), "removed", { of: call.id })), NOW), "now");
});

test("police saying that the file is closed is the outcome, until they are spoken to again", () => {
  const closed = add(EMPTY, file(), contact({ outcomes: ["closed"] }));
  assert.equal(stageOf(closed, NOW + DAY), "outcome");
  assert.equal(stageOf(add(closed, contact({ started: NOW + 2 * DAY })), NOW + 3 * DAY), "waiting");
});
