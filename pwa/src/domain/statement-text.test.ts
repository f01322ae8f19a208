// The text of a sealed statement: the published vectors, and every word of any account comes back as it was typed.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import vectors from "../../../tests/vectors/statement.json" with { type: "json" };
import { type Account, FORMS, HOWS, type Part, plainWords, readStatement, statementText, VOICES } from "./statement-text.js";

for (const { note, account, text, sha256 } of vectors.cases) {
  test(note, () => {
    assert.equal(statementText(account as Account), text);
    assert.equal(createHash("sha256").update(text, "utf8").digest("hex"), sha256);
    assert.equal(statementText(readStatement(text)!), text);
  });
}

for (const { note, text } of vectors.refused) {
  test(`refused: ${note}`, () => assert.equal(readStatement(text), null));
}

/** Whatever a keyboard, a paste or an attack may hold, line ends and look-alikes of the layout included. */
const words = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(">", " ", "\n", "\r", "x", "\ud800", "passage saw", "asked=when") }));
const label = fc.tuple(fc.constantFrom("A", "B", "AA"), fc.integer({ min: 1, max: 12_000 })).map(([letter, n]) => `${letter}-${String(n).padStart(3, "0")}`);
const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom("passage", "threat"),
  words,
  how: fc.option(fc.constantFrom(...HOWS)),
  asked: fc.option(fc.constantFrom("who", "asked_for", "later_prompt")),
  exhibits: fc.array(label, { maxLength: 3 }),
});
const accounts: fc.Arbitrary<Account> = fc.record({ voice: fc.constantFrom(...VOICES), form: fc.constantFrom(...FORMS), parts: fc.array(part, { maxLength: 5 }) });

test("any account is read back from its text, word for word", () => {
  fc.assert(
    fc.property(accounts, (account) => {
      const plain = { ...account, parts: account.parts.map((each) => ({ ...each, words: plainWords(each.words) })) };
      assert.deepEqual(readStatement(statementText(account)), plain);
    }),
    { numRuns: 1000 },
  );
});

test("two accounts that differ have texts that differ", () => {
  fc.assert(
    fc.property(accounts, accounts, (one, other) => {
      if (statementText(one) === statementText(other)) assert.deepEqual(readStatement(statementText(one)), readStatement(statementText(other)));
    }),
  );
});

test("a text with anything changed is refused, or says something else", () => {
  fc.assert(
    fc.property(accounts, fc.nat(), fc.constantFrom("", " ", "\n", ">", "x"), (account, at, put) => {
      const text = statementText(account);
      const place = at % text.length;
      const changed = text.slice(0, place) + put + text.slice(place + 1);
      const found = readStatement(changed);
      if (changed !== text && found !== null) assert.notDeepEqual(found, readStatement(text));
    }),
    { numRuns: 1000 },
  );
});
