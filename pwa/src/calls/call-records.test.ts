// What a logged call leaves in the record, and what it does to the follow-up it answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { newFollowup } from "../domain/build.js";
import { lastContacts } from "../domain/contact-log.js";
import { type CaseState, emptyCase, fold } from "../domain/fold.js";
import { nextSteps } from "../domain/next-step.js";
import type { Rec } from "../domain/records.js";
import type { FieldState } from "../ui/field-state.js";
import type { Stamp } from "../vault/port.js";
import type { CallForm } from "./call-form.js";
import { callRecords } from "./call-records.js";

const NOON = Date.UTC(2026, 10, 23, 20, 0);
const CASE = "c".repeat(32);
const PHONE = "d".repeat(32);
let count = 0;

function stampAt(at: number): Stamp {
  return { at, tz: "America/Vancouver", device: "d1".repeat(16), newId: () => (++count).toString(16).padStart(32, "0"), hlc: () => [at, ++count] };
}

function typed(values: Partial<Record<keyof CallForm, string>>): CallForm {
  const field = (value: string): FieldState => ({ id: "f", value: signal(value), error: signal<string | null>(null) });
  const all = { kind: "call", started: "2026-11-23T12:00", service: "Victoria Police", role: "complaint_taker", name: "", rank: "", badge: "", phone: "", said: "", outcomes: "", fileNumber: "", ...values };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, field(value)])) as unknown as CallForm;
}

function after(state: CaseState, records: readonly Rec[]): CaseState {
  return fold(state, records.map((rec) => ({ rec, device: PHONE })));
}

test("a new file number is written once and points to the call that gave it", () => {
  const first = callRecords(stampAt(NOON), typed({ fileNumber: " 26-12345 " }), emptyCase(CASE), undefined, null);
  const state = after(emptyCase(CASE), first.records);
  const [number] = state.numbers.values();
  assert.equal(number?.body.value, "26-12345");
  assert.equal(number.body.contact, first.logged.contact);
  const second = callRecords(stampAt(NOON + 1), typed({ fileNumber: "26-12345" }), state, undefined, null);
  assert.equal(after(state, second.records).numbers.size, 1);
  assert.equal(second.logged.number, number.id);
});

test("the same digits from another service are another number", () => {
  const state = after(emptyCase(CASE), callRecords(stampAt(NOON), typed({ fileNumber: "26-12345" }), null, undefined, null).records);
  const other = callRecords(stampAt(NOON + 1), typed({ fileNumber: "26-12345", service: "RCMP" }), state, undefined, null);
  assert.equal(after(state, other.records).numbers.size, 2);
});

test("fields left blank leave no key, and no number means none is proposed", () => {
  const { records, logged } = callRecords(stampAt(NOON), typed({ said: "  " }), null, undefined, null);
  const [contact] = records;
  assert.ok(contact?.k === "e" && contact.type === "contact");
  assert.deepEqual(Object.keys(contact.body).sort(), ["kind", "role", "service", "started"]);
  assert.equal(logged.number, null);
});

test("an officer’s visit is kept with rank and answer, and one that brushed it off leads to the Watch Commander", () => {
  const visit = typed({ kind: "visit", role: "officer", name: "Lee", rank: "Sgt.", outcomes: "refused online" });
  const state = after(emptyCase(CASE), callRecords(stampAt(NOON), visit, null, undefined, null).records);
  const [contact] = state.contacts.values();
  assert.deepEqual([contact?.body.kind, contact?.body.rank, contact?.body.outcomes], ["visit", "Sgt.", ["refused", "online"]]);
  assert.deepEqual(nextSteps(state, NOON).filter(({ type }) => type === "climb"), [{ type: "climb", rung: "watch_commander" }]);
});

test("logging a call answers its follow-up, and the call joins the number's log", () => {
  const first = callRecords(stampAt(NOON), typed({ fileNumber: "26-12345" }), null, undefined, null);
  const before = after(emptyCase(CASE), first.records);
  const stamp = stampAt(NOON + 1);
  const number = first.logged.number ?? "";
  const once = after(before, newFollowup(stamp, { number, contact: first.logged.contact, ask: "", due: "2026-11-23T09:00", zone: "America/Vancouver", rule: null }, "e".repeat(32)));
  const answered = callRecords(stampAt(NOON + 2), typed({ fileNumber: "26-12345", said: "no change" }), once, once.followups.get("e".repeat(32)), number);
  const state = after(once, answered.records);
  assert.equal(state.followups.get("e".repeat(32))?.state, "done");
  assert.deepEqual(lastContacts(state, number).map(({ body }) => body.said), ["no change", undefined]);
});

test("a repeating follow-up stays open and moves to its next time", () => {
  const id = "f".repeat(32);
  const repeating = { number: null, contact: null, ask: "", due: "2026-11-20T09:00", zone: "America/Vancouver", rule: "FREQ=WEEKLY" };
  const before = after(emptyCase(CASE), newFollowup(stampAt(NOON - 1), repeating, id));
  const state = after(before, callRecords(stampAt(NOON), typed({}), before, before.followups.get(id), null).records);
  assert.equal(state.followups.get(id)?.state, "open");
  assert.equal(state.followups.get(id)?.due, "2026-11-27T09:00");
});
