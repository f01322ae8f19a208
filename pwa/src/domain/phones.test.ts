// On which phone it happened: each phone has its own answer, and the last one holds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setPhone } from "./build.js";
import { foldCase } from "./fold.js";
import { happenedHere, policeMayNeed } from "./phones.js";

const CASE = "00".repeat(16);
const [DANAS, NOORS] = ["0a".repeat(16), "0b".repeat(16)];

test("each phone has its own answer, a changed one holds, and nobody asked means null", () => {
  const answered = (device: string, happened_here: "yes" | "no", wall: number): ReturnType<typeof setPhone> =>
    setPhone({ at: wall, tz: "America/Toronto", newId: () => CASE, hlc: () => [wall, 0] }, device, { happened_here });
  const recs = [...answered(DANAS, "yes", 1000), ...answered(DANAS, "no", 2000), ...answered(NOORS, "yes", 1500)];
  const state = foldCase(CASE, recs.map((rec) => ({ rec, device: DANAS })));
  assert.equal(happenedHere(state, DANAS), "no");
  assert.equal(happenedHere(state, NOORS), "yes");
  assert.equal(happenedHere(state, "0c".repeat(16)), null);
});

test("only a clear no means that police will not ask for this phone", () => {
  assert.deepEqual((["yes", "unknown", "no", null] as const).map(policeMayNeed), [true, true, false, false]);
});
