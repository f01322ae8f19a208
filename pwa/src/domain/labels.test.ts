// Labels: the published vectors, and never twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import vectors from "../../../tests/vectors/labels.json" with { type: "json" };
import { deviceLetter, formatLabel, nextLabel, parseLabel, sharedLabels } from "./labels.js";

test("device letters follow the vectors", () => {
  for (const [n, letter] of vectors.letters) assert.equal(deviceLetter(Number(n)), letter);
});

test("labels follow the vectors, both ways", () => {
  for (const [letter, counter, label] of vectors.labels) {
    const parts = { letter: String(letter), counter: Number(counter) };
    assert.equal(formatLabel(parts), label);
    assert.deepEqual(parseLabel(String(label)), parts);
  }
});

test("anything else is no label", () => {
  for (const text of vectors.refused) assert.equal(parseLabel(text), null, text);
});

test("the next label follows the vectors", () => {
  for (const { letter, given, floor, label } of vectors.next) assert.equal(formatLabel(nextLabel(letter, given, floor)), label);
});

test("no label is ever given twice, whatever was removed and however the phones interleave", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ device: fc.integer({ min: 1, max: 60 }), forget: fc.boolean() }), { maxLength: 80 }), (steps) => {
      const given = new Set<string>();
      const floors = new Map<number, number>();
      const visible = new Set<string>();
      for (const { device, forget } of steps) {
        const next = nextLabel(deviceLetter(device), visible, floors.get(device) ?? 0);
        const label = formatLabel(next);
        assert.ok(!given.has(label), label);
        given.add(label);
        floors.set(device, next.counter);
        if (!forget) visible.add(label);
      }
    }),
  );
});

test("two exhibits with one label are named", () => {
  const shared = sharedLabels([{ id: "1", label: "A-001" }, { id: "2", label: "A-002" }, { id: "3", label: "A-001" }]);
  assert.deepEqual([...shared], [["A-001", ["1", "3"]]]);
});
