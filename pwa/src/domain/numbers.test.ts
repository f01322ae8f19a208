// Forms are recognised and never forced; a number read aloud in groups is the same number.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formOf, readAloud } from "./numbers.js";

test("the usual forms are recognised, others are taken as they are", () => {
  assert.equal(formOf("2026-123456"), "year_first");
  assert.equal(formOf("26-41207"), "two_digit_year");
  assert.equal(formOf("VI26-41207"), "two_digit_year");
  assert.equal(formOf("MTL 26-0041207"), "two_digit_year");
  assert.equal(formOf("#1234567890"), "ticket");
  assert.equal(formOf("Occurrence forty"), null);
  assert.equal(formOf(""), null);
});

test("a number is read in short groups", () => {
  assert.deepEqual(readAloud("2026-123456"), ["2026", "123", "456"]);
  assert.deepEqual(readAloud("26-41207"), ["26", "412", "07"]);
  assert.deepEqual(readAloud("1234567890"), ["1234", "567", "890"]);
});

test("read aloud, every letter and digit is there once, in order, at most four to a group", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Z]{0,3}-?\d{0,14}$/)), (value) => {
      const groups = readAloud(value);
      assert.equal(groups.join(""), (value.match(/[\p{L}\p{N}]/gu) ?? []).join(""));
      assert.ok(groups.every((group) => group.length > 0 && group.length <= 4));
    }),
  );
});
