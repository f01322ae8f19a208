// What to do next and which follow-up is where, whatever a case holds; the home log in whatever order it comes.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changeFollowup, event, type Moment, newFollowup, setNote } from "./build.js";
import { canonical } from "./canonical.js";
import { type Entry, foldCase } from "./fold.js";
import { followupLists } from "./followups.js";
import { emptyHome, foldHome, type HomeState } from "./home.js";
import { nextSteps } from "./next-step.js";
import { isOver, outcomeOf } from "./outcome.js";
import { type Rec, ROLES } from "./records.js";
import { stageOf } from "./stage.js";

const CASE = "c0".repeat(16);
const HOME = "00".repeat(16);
const START = 1_795_440_000_000;
const DAY = 24 * 60 * 60 * 1000;
const NOW = START + 5 * DAY;
const POLICE = ["complaint_taker", "supervisor", "watch_commander", "officer"];
const hexId = (n: number): string => n.toString(16).padStart(32, "0");
const ids = fc.integer({ min: 1, max: 8 }).map(hexId);
const devices = fc.constantFrom("a1".repeat(16), "b2".repeat(16));
const moments: fc.Arbitrary<Moment> = fc
  .tuple(fc.nat({ max: 9 * DAY }), ids, fc.nat({ max: 3 }))
  .map(([after, id, counter]) => ({ at: START + after, tz: "America/Toronto", newId: () => id, hlc: () => [START, counter] }));
const dues = fc.nat({ max: 9 }).map((day) => `2026-11-${String(20 + day)}T09:00`);

const made: fc.Arbitrary<readonly Rec[]> = fc.oneof(
  fc
    .tuple(moments, fc.constantFrom(...ROLES), fc.constantFrom(undefined, ["refused"], ["sending"]))
    .map(([m, role, outcomes]) => [event(m, "contact", { kind: "call", started: m.at, service: "Victoria Police", role, ...(outcomes === undefined ? {} : { outcomes }) })]),
  fc.tuple(moments, fc.constantFrom("police_file" as const, "cybertip" as const)).map(([m, kind]) => [event(m, "number", { kind, value: "26-48211", org: "Victoria Police" })]),
  fc.tuple(moments, fc.constantFrom("", " ", "he wrote")).map(([m, text]) => setNote(m, m.newId(), { text })),
  moments.map((m) => [event(m, "exhibit", { label: "A-001", kind: "described", via: "typed", gate: "described", received: m.at, described: { what: "x" } })]),
  fc.tuple(moments, fc.constantFrom("charges" as const, "closed" as const, "reopened" as const)).map(([m, kind]) => [event(m, "outcome", { kind })]),
  fc.tuple(moments, ids).map(([m, of]) => [event(m, "removed", { of })]),
  fc.tuple(moments, ids, dues).map(([m, number, due]) => newFollowup(m, { number, contact: null, ask: "", due, zone: "America/Toronto", rule: null })),
  fc.tuple(moments, ids, fc.constantFrom("done" as const, "removed" as const)).map(([m, id, state]) => changeFollowup({ ...m, device: "a1".repeat(16) }, { id, counts: new Map() }, { state })),
);
const logs = fc
  .array(fc.tuple(made, devices), { maxLength: 30 })
  .map((all): readonly Entry[] => all.flatMap(([recs, device]) => recs.map((rec) => ({ rec, device }))));

test("each next step is one that the record asks for, and none is forgotten", () => {
  fc.assert(
    fc.property(logs, (log) => {
      const state = foldCase(CASE, log);
      const steps = nextSteps(state, NOW);
      const has = (type: string): boolean => steps.some((step) => step.type === type);
      const files = [...state.numbers.values()].filter(({ body, removed }) => body.kind === "police_file" && removed === null);
      const spoken = [...state.contacts.values()].filter(({ body, removed }) => removed === null && POLICE.includes(body.role)).sort((a, b) => a.body.started - b.body.started);
      const [spoke, said] = [spoken.length > 0, spoken.at(-1)?.body.outcomes];
      const no = said?.includes("refused") === true;
      const open = [...state.followups.values()].filter((followup) => followup.state === "open");
      const without = files.filter(({ id }) => !open.some(({ number }) => number === id));
      const outcome = outcomeOf(state);
      const goesOn = outcome === null || !isOver(outcome);
      assert.equal(has("call_police"), goesOn && files.length === 0 && !spoke);
      assert.equal(has("ask_file_number"), goesOn && files.length === 0 && spoke && !no);
      assert.equal(has("climb"), goesOn && no);
      assert.equal(has("officer_coming"), goesOn && said?.includes("sending") === true && stageOf(state, NOW) === "waiting");
      const unplanned = goesOn ? without.map(({ id }) => id) : [];
      assert.deepEqual(steps.flatMap((step) => (step.type === "set_followup" ? [step.number] : [])).sort(), unplanned.sort());
      assert.equal(steps.at(-1)?.type === "after_outcome", outcome !== null);
      assert.deepEqual(
        new Set(steps.flatMap((step) => (step.type === "follow_up" ? [step.followup.id] : []))),
        new Set(open.filter(({ dueAt }) => dueAt <= NOW).map(({ id }) => id)),
      );
      if (has("wait")) assert.equal(steps.filter(({ type }) => type !== "after_outcome").length, 1);
      if (steps.length === 0) assert.equal(open.length, 0);
    }),
  );
});

test("every follow-up that is not removed is in one list, in its order", () => {
  fc.assert(
    fc.property(logs, fc.nat({ max: 9 * DAY }), (log, after) => {
      const all = [...foldCase(CASE, log).followups.values()];
      const { due, coming, done } = followupLists(all, START + after);
      const listed = [...due, ...coming, ...done].map(({ id }) => id);
      assert.deepEqual(listed.toSorted(), all.filter(({ state }) => state !== "removed").map(({ id }) => id).toSorted());
      assert.equal(new Set(listed).size, listed.length);
      assert.ok(due.every(({ dueAt, state }) => state === "open" && dueAt <= START + after));
      assert.ok(coming.every(({ dueAt, state }) => state === "open" && dueAt > START + after));
      for (const list of [due, coming, done.toReversed()]) assert.ok(list.every(({ dueAt }, i) => i === 0 || (list[i - 1]?.dueAt ?? 0) <= dueAt));
    }),
  );
});

const homeRecs: fc.Arbitrary<Rec> = fc.oneof(
  fc.tuple(moments, ids, fc.nat({ max: 255 })).map(([m, of, fill]) => event(m, "case_key", { case: of, epoch: 1, ck: new Uint8Array(32).fill(fill) })),
  fc.tuple(moments, ids, fc.constantFrom<readonly [string, string | boolean]>(["title", "Noor"], ["title", "Sam"], ["archived", true], ["archived", false], ["audience", "me"])).map(
    ([m, id, [field, value]]): Rec => ({ v: 1, k: "s", at: m.at, tz: m.tz, entity: "case", id, field, value, hlc: m.hlc() }),
  ),
  fc.tuple(moments, fc.constantFrom("dana", "noor")).map(([m, value]): Rec => ({ v: 1, k: "s", at: m.at, tz: m.tz, entity: "settings", id: HOME, field: "login", value, hlc: m.hlc() })),
);
const homeLogs = fc.array(fc.record({ rec: homeRecs, device: devices }), { maxLength: 25 });
const shown = ({ cases, login }: HomeState): string => canonical([cases.map(({ key, ...rest }) => ({ ...rest, key: [...key] })), login]);

test("the home log gives one state in any order, in any portions, with any repeat", () => {
  fc.assert(
    fc.property(homeLogs.chain((log) => fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length }), fc.nat({ max: log.length }))), ([log, other, cut]) => {
      const once = foldHome(emptyHome(HOME), log);
      const portions = foldHome(foldHome(foldHome(emptyHome(HOME), other.slice(cut)), other.slice(0, cut)), log);
      assert.equal(shown(portions), shown(once));
      assert.equal(new Set(once.cases.map(({ id }) => id)).size, once.cases.length);
    }),
  );
});
