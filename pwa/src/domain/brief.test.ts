// The brief of a case: Today looks the same from it as from the whole, also with what came after, or it says that it does not fit.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { briefOf, fitsBrief } from "./brief.js";
import { NEW_CALL, ongoing } from "./call.js";
import { checkInOf } from "./check-in.js";
import { type CaseState, emptyCase, type Entry, fold, foldCase } from "./fold.js";
import { followupLists } from "./followups.js";
import { nextSteps } from "./next-step.js";
import { wallet } from "./numbers.js";
import { happenedHere } from "./phones.js";
import type { ContactBody, Rec } from "./records.js";
import { stageOf } from "./stage.js";
import { hasDraft } from "./statement.js";

const CASE = "c0".repeat(16);
const START = 1_795_440_000_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const stamp = { v: 1 as const, tz: "America/Toronto" };

const ats = fc.integer({ min: 0, max: 20 }).map((days) => START + days * DAY_MS);
const DEVICE = "a1".repeat(16);

const contact: fc.Arbitrary<ContactBody> = fc.record({
  kind: fc.constantFrom("call" as const, "visit" as const), started: ats, service: fc.constant("Victoria Police"),
  role: fc.constantFrom("officer" as const, "other" as const), outcomes: fc.constantFrom([], ["closed"]),
});

function arbitraries(from: number, to: number): { readonly begun: fc.Arbitrary<readonly Rec[]>; readonly changed: fc.Arbitrary<readonly Rec[]> } {
  const numbers = fc.integer({ min: from, max: to });
  const idOf = (kind: string, n: number): string => `${Buffer.from(kind).toString("hex").padEnd(28, "0").slice(0, 28)}${n.toString(16).padStart(4, "0")}`;
  const event = (type: string, bodies: fc.Arbitrary<unknown>): fc.Arbitrary<readonly Rec[]> =>
    fc.tuple(numbers, ats, bodies).map(([n, at, body]) => [{ ...stamp, k: "e", at, type, id: idOf(type, n), body }] as unknown as readonly Rec[]);
  const sets = (entity: string, fields: fc.Arbitrary<Readonly<Record<string, unknown>>>, own = numbers.map((n) => idOf(entity, n))): fc.Arbitrary<readonly Rec[]> =>
    fc.tuple(own, ats, fields).map(([id, at, all]) => Object.entries(all).map(([field, value]) => ({ ...stamp, k: "s", at, entity, id, field, value, hlc: [at, 0] })) as unknown as readonly Rec[]);
  const about = fc.tuple(fc.constantFrom("contact", "exhibit", "number", "outcome"), numbers).map(([kind, n]) => idOf(kind, n));
  const followup = { number: null, contact: null, ask: "any news", due: "2026-11-25T09:00", zone: "America/Toronto", rule: null, state: "open", rev: 1 };
  return {
    begun: fc.oneof(
      event("exhibit", ats.map((received) => ({ label: "A-001", kind: "described", via: "typed", gate: "described", received, described: { what: "x" } }))),
      event("contact", contact),
      event("number", fc.tuple(fc.constantFrom("police_file", "cybertip"), numbers).map(([kind, n]) => ({ kind, value: `26-${String(n)}`, org: "Victoria Police" }))),
      event("outcome", fc.constantFrom({ kind: "closed" }, { kind: "charges", on: "2026-11-30" }, { kind: "reopened" })),
      sets("note", fc.constant({ text: "he wrote" })),
      sets("followup", fc.constantFrom("2026-11-25T09:00", "2026-12-25T09:00").map((due) => ({ ...followup, due }))),
      sets("call", fc.constant({ ...NEW_CALL, started: START, service: "Victoria Police" })),
    ),
    changed: fc.oneof(
      event("removed", about.map((of) => ({ of }))),
      event("correction", fc.tuple(about, ats).map(([of, started]) => ({ of, fields: { started, role: "other" } }))),
      sets("note", fc.constantFrom<Readonly<Record<string, unknown>>>({ text: " " }, { removed: true }, { text: "he wrote again" })),
      sets("followup", fc.constantFrom<Readonly<Record<string, unknown>>>({ due: "2026-12-24T09:00", rev: 2 }, { state: "done", rev: 2 }, { state: "open", rev: 3 })),
      sets("call", fc.constantFrom<Readonly<Record<string, unknown>>>({ state: "ended" }, { service: "RCMP" })),
      sets("support", fc.constant({ checked_in: 3 }), fc.constant(CASE)),
      sets("phone", fc.constantFrom<Readonly<Record<string, unknown>>>({ happened_here: "yes" }, { happened_here: "no" }), fc.constant(DEVICE)),
      sets("statement", fc.constantFrom<Readonly<Record<string, unknown>>>({ voice: "adult", form: "adult" }, { state: "dropped" })),
      sets("passage", fc.tuple(numbers, fc.constantFrom("he wrote", " "), fc.boolean()).map(([n, text, removed]) => ({ of: idOf("statement", n), text, removed }))),
    ),
  };
}

const first = arbitraries(1, 6);
/** New things have ids of their own; what is changed may be any. */
const after = { begun: arbitraries(7, 9).begun, changed: arbitraries(1, 9).changed };

function logs({ begun, changed }: typeof first, maxLength: number): fc.Arbitrary<readonly Entry[]> {
  const entries = (records: readonly (readonly Rec[])[]): readonly Entry[] => records.flat().map((rec) => ({ rec, device: DEVICE }));
  return fc.tuple(fc.array(begun, { maxLength }), fc.array(changed, { maxLength })).map(([news, changes]) => entries([...news, ...changes]));
}

/** What Today draws. */
function today(state: CaseState, now: number): unknown {
  const followup = ({ id, due, zone, ask, number, state: at }: ReturnType<typeof followupLists>["due"][number]): unknown => [id, due, zone, ask, number, at];
  const { due, coming } = followupLists(state.followups.values(), now);
  return {
    steps: nextSteps(state, now).map((step) => ("followup" in step ? [step.type, followup(step.followup)] : step)),
    due: due.map(followup), coming: coming.map(followup),
    stage: stageOf(state, now), wallet: wallet(state), checkIn: checkInOf(state, now), calls: ongoing(state.calls.values()),
    draft: hasDraft(state), phone: happenedHere(state, DEVICE), anything: state.exhibits.size + state.notes.size + state.contacts.size > 0,
  };
}

test("Today is the same from the brief, at any time", () => {
  fc.assert(
    fc.property(logs(first, 15), ats, (log, now) => {
      const whole = foldCase(CASE, log);
      assert.deepEqual(today(foldCase(CASE, briefOf(whole)), now), today(whole, now));
    }),
    { numRuns: 500 },
  );
});

test("so it is with what came after, unless that does not fit", () => {
  let fitted = 0;
  fc.assert(
    fc.property(logs(first, 10), logs(after, 3), ats, (log, later, now) => {
      const whole = foldCase(CASE, log);
      const brief = foldCase(CASE, briefOf(whole));
      if (!fitsBrief(brief, later)) return;
      fitted += 1;
      assert.deepEqual(today(fold(brief, later), now), today(fold(whole, later), now));
    }),
    { numRuns: 1000 },
  );
  assert.ok(fitted > 50);
});

test("a long record has a short brief", () => {
  const log = Array.from({ length: 5_000 }, (_, i): Entry => {
    const id = i.toString(16).padStart(32, "0");
    const rec = { ...stamp, k: "e" as const, at: START + i, type: "contact" as const, id, body: { kind: "call" as const, started: START + i, service: "Victoria Police", role: "officer" as const } };
    return { rec, device: DEVICE };
  });
  assert.ok(briefOf(foldCase(CASE, log)).length <= 2);
  assert.deepEqual(briefOf(emptyCase(CASE)), []);
});
