// Each rung has its script and each objection its answer, in both languages; the search hides none that fits.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readGuides } from "../../building/guides.mjs";
import { RUNGS } from "../domain/ladder.js";
import { findServices, serviceNamed } from "../domain/police-service.js";
import type { GuideBook } from "./guide-book.js";
import { findAnswers, readyAnswers, scriptOf, unitWords } from "./police-words.js";

const books = (await Promise.all([readGuides("en"), readGuides("fr")])) as unknown as readonly [GuideBook, GuideBook];
const [en, fr] = books;

test("every rung has words, and the seven objections have an answer, in both languages", () => {
  for (const book of books) {
    assert.deepEqual(RUNGS.map((rung) => scriptOf(book, rung)?.rung), [...RUNGS]);
    assert.ok(readyAnswers(book).length >= 7);
  }
  assert.equal(readyAnswers(en).length, readyAnswers(fr).length);
});

test("an answer is found by a word of the objection or of the answer, whatever its accents", () => {
  const found = findAnswers(readyAnswers(en), "another countr");
  assert.equal(found.length, 1);
  assert.match(JSON.stringify(found[0]?.to), /another country/);
  assert.ok(findAnswers(readyAnswers(fr), "recu").length >= 1);
  assert.deepEqual(findAnswers(readyAnswers(en), "zebra"), []);
});

test("typing more never finds more, and typing nothing finds all", () => {
  const answers = readyAnswers(en);
  assert.deepEqual(findAnswers(answers, "  "), answers);
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const wide = findAnswers(answers, a);
      assert.ok(findAnswers(answers, `${a} ${b}`).every((answer) => wide.includes(answer)));
    }),
  );
});

test("a province leads to its own unit, and a service of no province to none", () => {
  assert.deepEqual(unitWords(en, ["ON"]).facts, ["police_units.on"]);
  assert.deepEqual(unitWords(en, ["QC"]).facts, ["police_units.qc_sq", "police_units.qc_spvm"]);
  assert.deepEqual(unitWords(en, ["CA"]).facts, []);
  assert.ok(unitWords(fr, []).say.length >= 1);
});

test("the services of the build are found by what families call them, with the page their number was read on", () => {
  assert.equal(en.police.length, 64);
  for (const { phone, source, checked } of en.police) assert.ok(phone === undefined || (source !== "" && /^\d{4}-\d{2}$/.test(checked)));
  assert.equal(findServices(fr.police, "SPVM")[0]?.id, "spvm");
  assert.equal(findServices(en.police, "RCMP")[0]?.id, "rcmp");
  for (const book of books) for (const each of book.police) assert.equal(serviceNamed(book.police, each.name)?.name, each.name);
});
