// Ours against a library's: the same bytes for every value, and the same answer to every string of bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode } from "cborg";
import fc from "fast-check";
import { unhex } from "./bytes.js";
import { decodeCbor, encodeCbor } from "./cbor.js";
import { CryptoRefusal, isRefusal } from "./refusal.js";

const key = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.constantFrom("__proto__", "constructor", ""));
const { tree: values } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: "small" }, tie("leaf"), fc.array(tie("tree"), { maxLength: 30 }), fc.dictionary(key, tie("tree"), { maxKeys: 30, noNullPrototype: true })),
  leaf: fc.oneof(fc.boolean(), fc.constant(null), fc.maxSafeInteger(), fc.integer({ min: -70_000, max: 70_000 }), fc.string({ unit: "binary", maxLength: 300 }), fc.uint8Array({ maxLength: 300 })),
}));

const plain = (bytes: Uint8Array): number[] => [...bytes];

test("every value is written as the library writes it, and read back", () => {
  fc.assert(
    fc.property(values, (value) => {
      const bytes = encodeCbor(value);
      assert.deepEqual(plain(bytes), plain(encode(value)));
      assert.deepEqual(decodeCbor(bytes), value);
    }),
  );
});

/** What the library lets through although nobody here writes it. */
function isTakenOnlyByThem(value: unknown): boolean {
  if (typeof value === "number") return !Number.isSafeInteger(value);
  if (typeof value === "string") return /[\ufffd\ufeff]/.test(value);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return false;
  return Object.entries(value).some((pair) => pair.some(isTakenOnlyByThem));
}

function theirs(bytes: Uint8Array): { readonly value: unknown } | null {
  try {
    return { value: decode(bytes, { strict: true, allowIndefinite: false, allowUndefined: false, allowInfinity: false, allowNaN: false, allowBigInt: false, rejectDuplicateMapKeys: true }) };
  } catch {
    return null;
  }
}

function ours(bytes: Uint8Array): { readonly value: unknown } | null {
  try {
    return { value: decodeCbor(bytes) };
  } catch (error) {
    assert.ok(isRefusal(error, "schema"), String(error));
    return null;
  }
}

const changed = fc.tuple(values, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }), fc.nat(4)).map(([value, edits, cut]) => {
  const bytes = encodeCbor(value);
  for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
  return bytes.subarray(0, bytes.length - Math.min(cut, bytes.length));
});

test("damaged or made-up bytes get the library's answer, and no other error than a refusal", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), changed), (bytes) => {
      const [mine, other] = [ours(bytes), theirs(bytes)];
      if (mine === null) assert.ok(other === null || hasFloat(bytes) || isTakenOnlyByThem(other.value), "refused");
      else if (!isTakenOnlyByThem(mine.value)) assert.deepEqual(mine, other);
    }),
    { numRuns: 1_000 },
  );
});

/** A whole float among the bytes reads as an integer there. */
function hasFloat(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0xf9 && byte <= 0xfb);
}

const REFUSED = {
  "a float": "f93e00",
  "undefined": "f7",
  "a tag": "c11a514b67b0",
  "no definite length": "9fff",
  "a number longer than it need be": "1817",
  "a length longer than it need be": "580141",
  "beyond safe integers": "1b0020000000000000",
  "beyond safe integers, negative": "3b001fffffffffffff",
  "a key twice": "a2616101616102",
  "a key that is no text": "a10102",
  "a text that is no UTF-8": "61ff",
  "more after it": "0000",
  "fewer items than said": "830102",
  "a thousand million items": "9a3b9aca00",
  "too deep": `${"81".repeat(33)}00`,
  "nothing": "",
} as const;

for (const [what, bytes] of Object.entries(REFUSED)) {
  test(`refused: ${what}`, () => {
    assert.throws(() => decodeCbor(unhex(bytes)), (error) => error instanceof CryptoRefusal && isRefusal(error, "schema"));
  });
}

test("a text keeps the mark it begins with, and a key cannot change what a map is", () => {
  assert.equal(decodeCbor(encodeCbor("\ufeffx")), "\ufeffx");
  const map = decodeCbor(unhex("a1695f5f70726f746f5f5fa0")) as object;
  assert.deepEqual([Object.getPrototypeOf(map), Object.keys(map)], [Object.prototype, ["__proto__"]]);
});

test("what a reader would refuse is not written", () => {
  const round: unknown[] = [];
  round.push(round);
  for (const value of [round, undefined, 0.5, NaN, 2 ** 53, 1n, { a: undefined }, [Symbol("a")]]) assert.throws(() => encodeCbor(value), TypeError);
});
