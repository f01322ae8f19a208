// A call always leaves one whole contact; a no begins the next talk; what was promised is a follow-up; nothing typed is lost on the way.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newCall, setCall } from "../domain/build.js";
import { type Call, dialledAt, FAR_AWAY, ongoing, toggled } from "../domain/call.js";
import type { CallFields } from "../domain/fields.js";
import { type CaseState, emptyCase, fold } from "../domain/fold.js";
import { position, REFUSED } from "../domain/ladder.js";
import type { Id, Mark, Rec } from "../domain/records.js";
import { writeRecords } from "../domain/schema.js";
import type { Stamp } from "../vault/port.js";
import { endCall, refuse, takeBackRefusal } from "./ending.js";

const START = Date.UTC(2026, 10, 23, 23, 4);
const CASE = "c".repeat(32);
const PHONE = "d".repeat(32);
const FIRST = "1".repeat(32);
const SECOND = "2".repeat(32);
let count = 0;

const stampAt = (at: number): Stamp => ({ at, tz: "America/Vancouver", device: "d1".repeat(16), newId: () => (++count).toString(16).padStart(32, "0"), hlc: () => [at, ++count] });

function after(state: CaseState, records: readonly Rec[]): CaseState {
  writeRecords(records);
  return fold(state, records.map((rec) => ({ rec, device: PHONE })));
}

function begun(given: Partial<CallFields> = {}): CaseState {
  return after(emptyCase(CASE), newCall(stampAt(START), FIRST, { service: "Victoria Police", phone: "250-995-7654", ...given }));
}

function on(state: CaseState, id: Id): Call {
  const call = state.calls.get(id);
  assert.ok(call !== undefined);
  return call;
}

const contactsOf = (state: CaseState) => [...state.contacts.values()].map(({ body }) => body);

test("two refusals on one call: two whole entries, one clock, and the Watch Commander next", () => {
  let state = begun({ said: "online only" });
  state = after(state, refuse(stampAt(START + 60_000), on(state, FIRST), state, "ask", SECOND));
  assert.deepEqual(ongoing(state.calls.values()).map(({ id, role, phone }) => [id, role, phone]), [[SECOND, "supervisor", "250-995-7654"]]);
  assert.equal(dialledAt(on(state, SECOND), (id) => state.contacts.get(id)?.body), START);
  state = after(state, setCall(stampAt(START + 70_000), SECOND, { name: "Ellis" }));
  state = after(state, refuse(stampAt(START + 120_000), on(state, SECOND), state, "ask", "3".repeat(32)));
  assert.deepEqual(ongoing(state.calls.values()), []);
  assert.deepEqual(contactsOf(state).map(({ role, outcomes, said, name, started, ended }) => ({ role, outcomes, said, name, started, ended })), [
    { role: "complaint_taker", outcomes: [REFUSED], said: "online only", name: undefined, started: START, ended: START + 60_000 },
    { role: "supervisor", outcomes: [REFUSED], said: undefined, name: "Ellis", started: START + 60_000, ended: START + 120_000 },
  ]);
  assert.deepEqual(position(state.contacts.values()), { rung: "watch_commander", way: "call_again", service: "Victoria Police" });
});

test("a no that was none is taken back: the ladder is where it was, the talk goes on, the first entry stays readable", () => {
  let state = begun();
  state = after(state, refuse(stampAt(START + 1), on(state, FIRST), state, "ask", SECOND));
  state = after(state, takeBackRefusal(stampAt(START + 2), on(state, SECOND), state));
  assert.equal(on(state, SECOND).role, "complaint_taker");
  assert.equal(position(state.contacts.values()).way, null);
  assert.deepEqual(state.contacts.get(FIRST)?.first.outcomes, [REFUSED]);
});

test("a file number is written once, a promise becomes a follow-up of it, and a call that answers a follow-up closes it", () => {
  let state = begun({ file_number: " 26-41207 ", promised: "2026-11-27T17:00", marks: [{ at: START, code: "call_back" }] });
  state = after(state, endCall(stampAt(START + 9), on(state, FIRST), state, "did they call?"));
  const [number] = state.numbers.values();
  assert.equal(number?.body.value, "26-41207");
  const [followup] = state.followups.values();
  assert.deepEqual([followup?.number, followup?.due, followup?.ask, followup?.contact], [number.id, "2026-11-27T17:00", "did they call?", FIRST]);
  state = after(state, newCall(stampAt(START + 10), SECOND, { service: "Victoria Police", phone: "", number: number.id, followup: followup?.id ?? null, file_number: "26-41207" }));
  state = after(state, endCall(stampAt(START + 11), on(state, SECOND), state, ""));
  assert.equal(state.numbers.size, 1);
  assert.equal([...state.followups.values()][0]?.state, "done");
});

test("ended twice, on two phones, it is one contact", () => {
  const state = begun();
  const one = endCall(stampAt(START + 5), on(state, FIRST), state, "");
  const two = endCall(stampAt(START + 8), on(state, FIRST), state, "");
  for (const both of [[one, two], [two, one]]) {
    const ended = both.reduce(after, state);
    assert.deepEqual(contactsOf(ended).map((body) => body.ended), [START + 5]);
  }
});

const change = fc.oneof(
  fc.constantFrom("name", "badge", "said", "rank", "file_number").chain((field) => fc.string({ unit: "grapheme" }).map((text): Partial<CallFields> => ({ [field]: text }))),
  fc.constantFrom("complaint_taker", "officer", "watch_commander", "other").map((role): Partial<CallFields> => ({ role: role })),
);

test("whatever was typed and however it ends, its last words are in the contact and no blank key is", () => {
  fc.assert(
    fc.property(fc.array(change), fc.boolean(), fc.integer({ min: -5, max: 1e6 }), (changes, no, ms) => {
      let state = begun();
      for (const each of changes) state = after(state, setCall(stampAt(START), FIRST, each));
      const call = on(state, FIRST);
      const ended = no ? refuse(stampAt(START + ms), call, state, "ask", SECOND) : endCall(stampAt(START + ms), call, state, "ask");
      const body = after(state, ended).contacts.get(FIRST)?.body;
      assert.ok(body !== undefined && (body.ended ?? 0) >= body.started);
      for (const key of ["name", "badge", "said", "rank"] as const) assert.equal(body[key] ?? "", call[key].trim());
      assert.equal(Object.values(body).includes(""), false);
      assert.equal(body.outcomes?.includes(REFUSED) ?? false, no);
    }),
  );
});

test("a call about someone far away stays one when it goes on with the next person, and its entry says so", () => {
  const far = begun({ marks: [{ at: START, code: FAR_AWAY }] });
  const refused = after(far, refuse(stampAt(START + 60_000), on(far, FIRST), far, "ask", SECOND));
  assert.deepEqual(refused.contacts.get(FIRST)?.body.outcomes, [FAR_AWAY, REFUSED]);
  assert.deepEqual(on(refused, SECOND).marks, [{ at: START + 60_000, code: FAR_AWAY }]);
  const near = begun();
  assert.deepEqual(on(after(near, refuse(stampAt(START), on(near, FIRST), near, "ask", SECOND)), SECOND).marks, []);
});

test("a chip tapped twice is as if never tapped, and no chip is there twice", () => {
  const codes = fc.constantFrom("file_number", "sending", "online", "call_back", "other" as const);
  fc.assert(
    fc.property(fc.array(codes), codes, (taps, code) => {
      const marks = taps.reduce<readonly Mark[]>((all, each, at) => toggled(all, each, at), []);
      assert.equal(new Set(marks.map((mark) => mark.code)).size, marks.length);
      const twice = toggled(toggled(marks, code, 98), code, 99);
      assert.deepEqual(new Set(twice.map((mark) => mark.code)), new Set(marks.map((mark) => mark.code)));
    }),
  );
});
