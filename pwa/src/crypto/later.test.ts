// A later Holdfast's bytes are told from broken ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { entryFromLater } from "./identity.js";
import { opFromLater } from "./op.js";

function head(magic: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(new TextEncoder().encode(magic));
  bytes.set([1, 1], 4);
  return bytes;
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const other = bytes.slice();
  other[at] = value;
  return other;
}

test("a higher version, suite, kind, flag or epoch is later; anything else wrong is not", () => {
  const op = changed(head("E1OP", 524), 27, 1);
  assert.equal(opFromLater(op, "one"), false);
  for (const [at, value] of [[1, 0x32], [4, 2], [5, 2], [7, 1], [27, 2]] as const) assert.equal(opFromLater(changed(op, at, value), "one"), true);
  for (const [at, value] of [[0, 0], [1, 0x30], [2, 0], [4, 0], [5, 0], [27, 0]] as const) assert.equal(opFromLater(changed(op, at, value), "one"), false);
  assert.equal(opFromLater(changed(op, 5, 2).subarray(0, 100), "one"), false);
  assert.equal(opFromLater(changed(op, 27, 2), "many"), false);
  const entry = head("E1ID", 182);
  assert.equal(entryFromLater(entry), false);
  for (const [at, value] of [[1, 0x32], [4, 2], [5, 99], [7, 1]] as const) assert.equal(entryFromLater(changed(entry, at, value)), true);
  for (const [at, value] of [[0, 0], [4, 0], [5, 0]] as const) assert.equal(entryFromLater(changed(entry, at, value)), false);
});
