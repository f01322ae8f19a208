// The sets that online forms take: three files each in reading order, none above 4 MB, and what is too large is named.
import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFrom } from "./testing/make-record-vectors.js";
import { richSample } from "./testing/sample-case.js";
import { formSets } from "./sets.js";

test("three at a time, what is left out or too large in none", async () => {
  const { record } = await madeFrom(await richSample(), "en", "police");
  const [one] = record.exhibits;
  assert.ok(one !== undefined);
  const exhibits = [4_000_000, 1, 4_000_001, 2, null, 3].map((bytes, n) => ({ ...one, label: `A-00${n + 1}`, file: bytes === null ? null : `exhibits/A-00${n + 1}.png`, bytes }));
  const { sets, tooLarge } = formSets(exhibits);
  assert.deepEqual(sets.map((files) => files.map(({ label }) => label)), [["A-001", "A-002", "A-004"], ["A-006"]]);
  assert.deepEqual(tooLarge, ["A-003"]);
  assert.deepEqual(formSets([]), { sets: [], tooLarge: [] });
});
