// A recovery code reads as seven groups of four however it arrives.
import assert from "node:assert/strict";
import { test } from "node:test";
import { groupsOf } from "./recovery-code.js";

test("hyphens, spaces and lower case make no difference", () => {
  const groups = ["0123", "4567", "89AB", "CDEF", "GHJK", "MNPQ", "RSTV"];
  assert.deepEqual(groupsOf(groups.join("")), groups);
  assert.deepEqual(groupsOf(groups.join("-").toLowerCase()), groups);
  assert.deepEqual(groupsOf(` ${groups.join(" ")} `), groups);
});
