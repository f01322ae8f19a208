// Reading order: there is always a place between two others, and moving one exhibit moves no other.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Exhibit } from "./fold.js";
import { between, inReadingOrder, orderFor } from "./reading-order.js";

const exhibits = (count: number): Exhibit[] => Array.from({ length: count }, (_, n) => ({ id: n.toString(16).padStart(32, "0"), at: n, order: "", label: `A-${String(n)}` }) as Exhibit);
const ids = (list: readonly Exhibit[]): string[] => list.map(({ label }) => label);

test("any two different texts have one between them, and it can be divided again", () => {
  const key = fc.string({ unit: fc.constantFrom(...Array.from("0123456789abcdefghijklmnopqrstuvwxyz")), minLength: 1, maxLength: 8 }).filter((text) => !text.endsWith("0"));
  fc.assert(
    fc.property(key, key, (a, b) => {
      fc.pre(a !== b);
      const [low, high] = a < b ? [a, b] : [b, a];
      const middle = between(low, high);
      assert.ok(low < middle && middle < high && !middle.endsWith("0"), `${low} ${middle} ${high}`);
    }),
  );
  assert.ok(between("", "1") < "1");
  assert.ok(between("zzz", "") > "zzz");
});

test("equal and turned bounds, which two phones can make, still end", () => {
  assert.ok(between("abc", "abc") > "abc");
  assert.ok(between("b", "a") > "b");
});

test("moved exhibits stand where they were put, after any number of moves", () => {
  const moves = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 60 });
  fc.assert(
    fc.property(moves, (steps) => {
      let list = inReadingOrder(exhibits(12));
      for (const [from, to] of steps) {
        const order = orderFor(list, from, to);
        if (order === null) continue;
        const wanted = ids(list);
        wanted.splice(to, 0, ...wanted.splice(from, 1));
        const moved = list[from];
        list = inReadingOrder(list.map((exhibit) => (exhibit === moved ? { ...exhibit, order } : exhibit)));
        assert.deepEqual(ids(list), wanted);
      }
    }),
  );
});

test("what another phone wrote that is no order changes nothing", () => {
  const [first, second] = exhibits(2);
  assert.deepEqual(ids(inReadingOrder([{ ...second!, order: "?0" }, first!])), ["A-0", "A-1"]);
});
