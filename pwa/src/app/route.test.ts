// Addresses lead to screens, and unknown ones lead home.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRoute } from "./route.js";
import { findScreen } from "./screen-table.js";

test("a reminder's address carries its follow-up", () => {
  const id = "0".repeat(32);
  assert.equal(findScreen(parseRoute(`#/followups/${id}`))?.id, id);
});

test("a named place wins over an id", () => {
  const found = findScreen(parseRoute("#/followups/new?number=abc&contact=def"));
  assert.equal(found?.id, null);
  assert.equal(parseRoute("#/followups/new?number=abc").query.get("number"), "abc");
});

test("nothing, Today, and what does not exist lead to Today", () => {
  for (const hash of ["", "#", "#/", "#/today", "#/nowhere", "#/nowhere/else", "#/guide/more/parts"]) {
    assert.equal(findScreen(parseRoute(hash)), null, hash);
  }
});
