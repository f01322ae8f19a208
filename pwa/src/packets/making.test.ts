// What stays out of a packet follows the case as it is, whatever was ticked before.
import assert from "node:assert/strict";
import { test } from "node:test";
import { contentsOf, leftBy } from "../domain/packet/contents.js";
import { richSample } from "../domain/packet/testing/sample-case.js";
import { begin, leaveOut, leftOf, making, requestOf } from "./making.js";

test("what came since the first step is left out as the profile says, and a tick by hand stays", async () => {
  const { state } = await richSample();
  const [note] = contentsOf(state).notes;
  const before = { ...state, notes: new Map([...state.notes].filter(([id]) => id !== note!.id)) };
  begin(before, "school", "en");
  assert.ok(!leftOf(before, making.value!).has(note!.id));
  const [number] = contentsOf(state).numbers;
  leaveOut(number!.id, true);
  begin(state, "school", "en");
  const { left } = requestOf(state, making.value!);
  assert.deepEqual(left, new Set([...leftBy("school", contentsOf(state)), number!.id]));
  assert.ok(left.has(note!.id));
  leaveOut(note!.id, false);
  assert.ok(!requestOf(state, making.value!).left.has(note!.id));
  begin(state, "lawyer", "en");
  assert.deepEqual(requestOf(state, making.value!).left, leftBy("lawyer", contentsOf(state)));
});
