// A call form counts as begun as soon as any one field was changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type CallForm, isBegun, newCallForm } from "./call-form.js";

const FIELDS = ["kind", "service", "role", "name", "rank", "badge", "phone", "said", "outcomes", "fileNumber"] as const;

test("every field typed alone makes a draft, a file number too", () => {
  assert.equal(isBegun(newCallForm(null, undefined), newCallForm(null, undefined)), false);
  for (const name of FIELDS) {
    const form: CallForm = newCallForm(null, undefined);
    form[name].value.value = "26-12345";
    assert.equal(isBegun(form, newCallForm(null, undefined)), true, name);
  }
});

test("the minutes that pass make no draft", () => {
  const form = newCallForm(null, undefined);
  form.started.value.value = "2026-11-23T12:00";
  assert.equal(isBegun(form, newCallForm(null, undefined)), false);
});
