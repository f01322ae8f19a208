// Follow-ups in time: lists, Done, Tomorrow, rhythm, log lines and the next step, on a small case.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeFollowup, event, type Moment, newFollowup, setNote, setProfile } from "./build.js";
import { contactsOf, lastContacts } from "./contact-log.js";
import { type CaseState, emptyCase, fold } from "./fold.js";
import type { Followup } from "./followup.js";
import { followupLists, suggestedDue, whenDone, whenTomorrow, whereDataDisappears } from "./followups.js";
import { instantOf } from "./local-time.js";
import { nextSteps } from "./next-step.js";
import type { Rec } from "./records.js";
import { timeline } from "./timeline.js";

const ZONE = "America/Toronto";
const DEVICE = "d1".repeat(16);
const CASE = "c0".repeat(16);
const NOW = instantOf("2026-11-23T23:00", ZONE);

let count = 0;
function moment(at = NOW + count): Moment & { readonly device: string } {
  return { at, tz: ZONE, device: DEVICE, newId: () => (++count).toString(16).padStart(32, "0"), hlc: () => [at, ++count] };
}
const add = (state: CaseState, ...recs: readonly Rec[]): CaseState => fold(state, recs.map((rec) => ({ rec, device: DEVICE })));
const types = (state: CaseState, now = NOW): readonly string[] => nextSteps(state, now).map(({ type }) => type);

const call = event(moment(), "contact", { kind: "call", started: NOW, service: "Victoria Police", role: "complaint_taker", said: "a number" });
const number = event(moment(), "number", { kind: "police_file", value: "26-48211", org: "Victoria Police", contact: call.id });
const FOLLOWUP = "f0".repeat(16);
const asked = { number: number.id, contact: call.id, ask: "any news?", due: "2026-11-30T09:00", zone: ZONE, rule: null };

test("an empty case: save proof first, then call police", () => {
  assert.deepEqual(types(emptyCase(CASE)), ["save_proof", "call_police"]);
});

test("the next step follows what the record holds", () => {
  let state = add(emptyCase(CASE), ...setNote(moment(), "0a".repeat(16), { text: "what he wrote" }));
  assert.deepEqual(types(state), ["call_police"]);
  state = add(state, call);
  assert.deepEqual(types(state), ["ask_file_number"]);
  state = add(state, number);
  assert.deepEqual(nextSteps(state, NOW), [{ type: "set_followup", number: number.id }]);
  state = add(state, ...newFollowup(moment(), asked, FOLLOWUP));
  assert.deepEqual(types(state), ["wait"]);
  assert.deepEqual(types(state, instantOf(asked.due, ZONE)), ["follow_up"]);
  state = add(state, event(moment(), "removed", { of: number.id }));
  assert.deepEqual(types(state), ["ask_file_number"]);
});

test("an empty note or a removed exhibit is no proof", () => {
  const noteId = "0b".repeat(16);
  const described = { what: "x" };
  const exhibit = event(moment(), "exhibit", { label: "A-001", kind: "described", via: "typed", gate: "described", received: NOW, described });
  const state = add(emptyCase(CASE), exhibit, ...setNote(moment(), noteId, { text: "  " }), event(moment(), "removed", { of: exhibit.id }));
  assert.equal(types(state)[0], "save_proof");
  assert.deepEqual(timeline(state).map(({ kind }) => kind), ["exhibit", "note"]);
});

test("due, coming and done, soonest first and latest done first", () => {
  let state = emptyCase(CASE);
  const dues = ["2026-12-01T09:00", "2026-11-20T09:00", "2026-11-21T09:00", "2026-11-01T09:00", "2026-11-02T09:00", "2026-11-03T09:00"];
  const ids = dues.map((_, i) => `${"e".repeat(31)}${String(i)}`);
  for (const [i, due] of dues.entries()) state = add(state, ...newFollowup(moment(), { ...asked, due }, ids[i]));
  for (const i of [3, 4]) state = add(state, ...changeFollowup(moment(NOW + 9_999), state.followups.get(ids[i]!)!, { state: "done" }));
  state = add(state, ...changeFollowup(moment(NOW + 9_999), state.followups.get(ids[5]!)!, { state: "removed" }));
  const { due, coming, done } = followupLists(state.followups.values(), NOW);
  assert.deepEqual([due, coming, done].map((list) => list.map(({ id }) => ids.indexOf(id))), [[1, 2], [0], [4, 3]]);
});

test("every change counts the revision up", () => {
  let state = add(emptyCase(CASE), ...newFollowup(moment(), asked, FOLLOWUP));
  assert.equal(state.followups.get(FOLLOWUP)?.rev, 1);
  state = add(state, ...changeFollowup(moment(NOW + 9_999), state.followups.get(FOLLOWUP)!, { ask: "who has it now?" }));
  assert.equal(state.followups.get(FOLLOWUP)?.rev, 2);
  assert.equal(state.followups.get(FOLLOWUP)?.ask, "who has it now?");
});

test("done: once is over; repeating moves past now and stays open; COUNT runs out", () => {
  const at = (due: string, rule: string | null): Parameters<typeof whenDone>[0] => ({ due, dueAt: instantOf(due, ZONE), zone: ZONE, rule });
  assert.deepEqual(whenDone(at("2026-11-20T09:00", null), NOW), { state: "done" });
  assert.deepEqual(whenDone(at("2026-10-20T09:00", "FREQ=WEEKLY"), NOW), { due: "2026-11-24T09:00" });
  assert.deepEqual(whenDone(at("2026-12-01T09:00", "FREQ=WEEKLY"), NOW), { due: "2026-12-08T09:00" });
  assert.deepEqual(whenDone(at("2026-11-20T09:00", "FREQ=DAILY;COUNT=5"), NOW), { due: "2026-11-24T09:00", rule: "FREQ=DAILY;COUNT=1" });
  assert.deepEqual(whenDone(at("2026-11-20T09:00", "FREQ=DAILY;COUNT=4"), NOW), { state: "done" });
  assert.deepEqual(whenDone(at("2026-11-20T09:00", "a rule from the future"), NOW), { state: "done" });
});

test("tomorrow is the same time of day by the calendar", () => {
  assert.deepEqual(whenTomorrow({ due: "2026-11-20T09:00", zone: ZONE, rule: null }, NOW), { due: "2026-11-24T09:00" });
  assert.deepEqual(whenTomorrow({ due: "2026-11-20T09:00", zone: "Europe/Paris", rule: null }, NOW), { due: "2026-11-25T09:00" });
});

test("tomorrow moves one time of a series: it is asked then, and every week's day stays", () => {
  let state = add(emptyCase(CASE), ...newFollowup(moment(), { ...asked, due: "2026-11-23T09:00", rule: "FREQ=WEEKLY" }, FOLLOWUP));
  const now = (): Followup => state.followups.get(FOLLOWUP)!;
  const answered = (change: Parameters<typeof changeFollowup>[2]): void => {
    state = add(state, ...changeFollowup(moment(NOW + 9_999), now(), change));
  };
  answered(whenTomorrow(now(), NOW));
  assert.deepEqual([now().due, now().dueAt], ["2026-11-23T09:00", instantOf("2026-11-24T09:00", ZONE)]);
  const tuesday = instantOf("2026-11-24T10:00", ZONE);
  assert.deepEqual(followupLists([now()], tuesday).due.map(({ id }) => id), [FOLLOWUP]);
  answered(whenTomorrow(now(), tuesday));
  assert.equal(now().dueAt, instantOf("2026-11-25T09:00", ZONE));
  answered(whenDone(now(), instantOf("2026-11-25T09:30", ZONE)));
  assert.deepEqual([now().due, now().dueAt, now().state], ["2026-11-30T09:00", instantOf("2026-11-30T09:00", ZONE), "open"]);
});

test("a time put off past the next of its series stands for both", () => {
  const daily = { ...asked, due: "2026-11-23T09:00", rule: "FREQ=DAILY" };
  let state = add(emptyCase(CASE), ...newFollowup(moment(), daily, FOLLOWUP));
  state = add(state, ...changeFollowup(moment(NOW + 9_999), state.followups.get(FOLLOWUP)!, whenTomorrow(daily, NOW)));
  assert.deepEqual(whenDone(state.followups.get(FOLLOWUP)!, instantOf("2026-11-24T09:05", ZONE)), { due: "2026-11-25T09:00" });
});

test("the rhythm after a file number: 7 days, 14, then every 30; urgent in 48 hours", () => {
  const dues = [0, 1, 2, 9].map((earlier) => suggestedDue(NOW, ZONE, earlier));
  assert.deepEqual(dues, ["2026-11-30T09:00", "2026-12-07T09:00", "2026-12-23T09:00", "2026-12-23T09:00"]);
  const onSnapchat = add(emptyCase(CASE), ...setProfile(moment(), "0c".repeat(16), { username: "x_dark.77" }), ...setProfile(moment(), "0d".repeat(16), { platform: " Snapchat" }));
  assert.deepEqual([emptyCase(CASE), onSnapchat].map(whereDataDisappears), [undefined, "Snapchat"]);
  assert.deepEqual([0, 1].map((earlier) => suggestedDue(NOW, ZONE, earlier, true)), ["2026-11-25T09:00", "2026-12-07T09:00"]);
});

test("a number's log: who gave it and each contact its follow-ups led to, newest of the last three first", () => {
  const calls = [1, 2, 3].map((hour) => {
    const at = NOW + hour * 3_600_000;
    return event(moment(at), "contact", { kind: "call", started: at, service: "Victoria Police", role: "officer", said: String(hour) });
  });
  let state = add(emptyCase(CASE), call, number, ...newFollowup(moment(), asked, FOLLOWUP));
  for (const { id, at } of calls) state = add(state, ...calls, ...changeFollowup(moment(at), state.followups.get(FOLLOWUP)!, { contact: id }));
  assert.deepEqual(contactsOf(state, number.id).map(({ id }) => id), [call.id, ...calls.map(({ id }) => id)]);
  assert.deepEqual(lastContacts(state, number.id).map(({ body }) => body.said), ["3", "2", "1"]);
});
