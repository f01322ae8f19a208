// The ladder is climbed one rung at a time, and entered again where an officer's no leads.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { climbFrom, position, REFUSED, type Rung, RUNGS } from "./ladder.js";
import { type Role, ROLES } from "./records.js";

const answer = (role: Role, started: number, no: boolean, service = "Victoria Police") => ({
  body: { role, started, service, ...(no ? { outcomes: [REFUSED] } : {}) },
});

test("each no leads one rung up, and says how to get there", () => {
  const ways: [Rung, string][] = [];
  for (let climb = climbFrom("complaint_taker"); climb !== null; climb = climbFrom(climb.to)) ways.push([climb.to, climb.way]);
  assert.deepEqual(ways, [
    ["supervisor", "same_call"],
    ["watch_commander", "call_again"],
    ["other_door", "other_service"],
  ]);
});

test("a family that nobody has refused starts at the first rung", () => {
  const start = { rung: "complaint_taker", way: null, service: null };
  assert.deepEqual(position([]), start);
  assert.deepEqual(position([answer("complaint_taker", 1, false)]), start);
  assert.deepEqual(position([answer("other", 1, true)]), start);
});

test("after two refusals the next call asks for the Watch Commander", () => {
  const calls = [answer("complaint_taker", 1, true), answer("supervisor", 2, true)];
  assert.deepEqual(position(calls), { rung: "watch_commander", way: "call_again", service: "Victoria Police" });
});

test("an officer who brushes it off leads back to the Watch Commander", () => {
  const calls = [answer("complaint_taker", 1, false), answer("officer", 5, true)];
  assert.equal(position(calls).rung, "watch_commander");
});

test("after the Watch Commander's no another door is left", () => {
  assert.deepEqual(position([answer("watch_commander", 1, true)]), { rung: "other_door", way: "other_service", service: "Victoria Police" });
});

test("a yes after a no ends the climb", () => {
  assert.equal(position([answer("supervisor", 1, true), answer("watch_commander", 2, false)]).rung, "complaint_taker");
});

test("the order in which calls were written down changes nothing", () => {
  const calls = fc.uniqueArray(fc.record({ role: fc.constantFrom(...ROLES), started: fc.nat(), no: fc.boolean() }), { selector: ({ started }) => started });
  fc.assert(
    fc.property(calls, (made) => {
      const contacts = made.map(({ role, started, no }) => answer(role, started, no));
      const found = position(contacts);
      assert.deepEqual(position([...contacts].reverse()), found);
      assert.ok(RUNGS.includes(found.rung));
    }),
  );
});
