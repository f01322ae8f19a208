// More than goes in at once is taken in portions; nothing that was chosen is dropped.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Picked, portion } from "./picked.js";

function picked(...sizes: readonly number[]): Picked {
  return { files: sizes.map((size) => ({ size }) as File), via: "picker" };
}

function portions(all: Picked): readonly number[] {
  const { now, later } = portion(all);
  return [now.files.length, ...(later.files.length === 0 ? [] : portions(later))];
}

test("five hundred small files are five portions", () => {
  assert.deepEqual(portions(picked(...Array<number>(500).fill(10))), [100, 100, 100, 100, 100]);
});

test("two gigabytes are one portion, and one byte more are two", () => {
  const gigabyte = 1024 ** 3;
  assert.deepEqual(portions(picked(gigabyte, gigabyte)), [2]);
  assert.deepEqual(portions(picked(gigabyte, gigabyte, 1)), [2, 1]);
});

test("a file that is too large by itself still gets its answer", () => {
  assert.deepEqual(portions(picked(3 * 1024 ** 3, 5)), [1, 1]);
});
