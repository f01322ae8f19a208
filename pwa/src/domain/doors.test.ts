// Which doors fit, how far each is, and which number and follow-up belong to it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { event, type Moment, newFollowup, setDoors } from "./build.js";
import { type DoorCode, DOORS } from "./door.js";
import { doorOf, doorsOf, followupAt, numbersAt, regionOf } from "./doors.js";
import { type CaseState, emptyCase, fold } from "./fold.js";
import type { Rec } from "./records.js";

const CASE = "c0".repeat(16);
let count = 1000;
const moment = (): Moment => ({ at: 1_795_440_000_000, tz: "America/Toronto", newId: () => (++count).toString(16).padStart(32, "0"), hlc: () => [1_795_440_000_000, ++count] });
const add = (state: CaseState, ...recs: readonly Rec[]): CaseState => fold(state, recs.map((rec) => ({ rec, device: "d1".repeat(16) })));
const EMPTY = emptyCase(CASE);
const fitting = (state: CaseState | null): readonly DoorCode[] => doorsOf(state).flatMap(({ code, fits }) => (fits ? [code] : []));
const at = doorOf;

test("while nobody said what it is about, every door is offered", () => {
  assert.deepEqual(fitting(null), DOORS);
  assert.deepEqual(fitting(EMPTY), DOORS);
});

test("what it is about chooses the doors; police, platform and victim services fit always", () => {
  const about = (...matters: readonly string[]): readonly DoorCode[] => fitting(add(EMPTY, ...setDoors(moment(), CASE, { about: matters })));
  assert.deepEqual(about("sexual"), ["police", "cybertip", "platform", "images", "victims"]);
  assert.deepEqual(about("money"), ["police", "platform", "fraud", "bank", "victims"]);
  assert.deepEqual(about("danger", "school"), ["emergency", "police", "platform", "school", "victims"]);
  assert.deepEqual(about("a later word"), ["police", "platform", "victims"]);
});

test("each door has its own state, and the last one said holds", () => {
  const said = add(EMPTY, ...setDoors(moment(), CASE, { bank: { state: "not_needed" }, region: "QC" }), ...setDoors(moment(), CASE, { bank: { state: "done" } }));
  assert.deepEqual([at(said, "bank").state, at(said, "school").state, regionOf(said)], ["done", "todo", "QC"]);
});

test("a number given at a door is there, and so is one of the wallet that only this door gives", () => {
  const school = event(moment(), "number", { kind: "other", value: "7-A", org: "School" });
  const tip = event(moment(), "number", { kind: "cybertip", value: "C-1", org: "" });
  const state = add(EMPTY, school, tip, ...setDoors(moment(), CASE, { school: { state: "done", number: school.id } }));
  const values = (code: DoorCode): readonly string[] => numbersAt(state, at(state, code)).map(({ body }) => body.value);
  assert.deepEqual([values("school"), values("cybertip"), values("victims")], [["7-A"], ["C-1"], []]);
  assert.deepEqual(numbersAt(add(state, event(moment(), "removed", { of: school.id })), at(state, "school")), []);
});

test("the next open follow-up of a door is found by the door or by its number", () => {
  const tip = event(moment(), "number", { kind: "cybertip", value: "C-1", org: "" });
  const plan = (number: string | null, due: string, id: string): readonly Rec[] => newFollowup(moment(), { number, contact: null, ask: "", due, zone: "America/Toronto", rule: null }, id);
  const [first, second] = ["0a".repeat(16), "0b".repeat(16)] as const;
  const state = add(EMPTY, tip, ...plan(tip.id, "2026-12-02T09:00", first), ...plan(null, "2026-12-01T09:00", second), ...setDoors(moment(), CASE, { cybertip: { state: "done", followup: second } }));
  assert.equal(followupAt(state, at(state, "cybertip"))?.id, second);
  assert.equal(followupAt(state, at(state, "bank")), null);
});
