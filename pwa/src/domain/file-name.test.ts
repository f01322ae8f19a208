// Names that lie about the file are shown as what they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fileName } from "./file-name.js";

test("a path is only its last part", () => {
  assert.equal(fileName("../../etc/passwd"), "passwd");
  assert.equal(fileName("C:\\Users\\sam\\a.png"), "a.png");
  assert.equal(fileName("/"), "");
  assert.equal(fileName(".."), "");
});

test("a name that reads backwards is straightened, and what cannot be seen goes", () => {
  assert.equal(fileName("photo\u202egpj.exe"), "photogpj.exe");
  assert.equal(fileName("a\u200b\u0000b\u2066.png"), "ab.png");
});

test("letters of any language stay, and a long name keeps its end", () => {
  assert.equal(fileName("capture d’écran à 23 h 😀.png"), "capture d’écran à 23 h 😀.png");
  const long = fileName(`${"é".repeat(500)}.jpeg`);
  assert.equal(Array.from(long).length, 200);
  assert.ok(long.endsWith(".jpeg"));
});

test("whatever the name, what is kept names one file and is kept as it is the next time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (given) => {
      const name = fileName(given);
      assert.ok(!/[/\\]/.test(name));
      assert.equal(fileName(name), name);
    }),
  );
});
