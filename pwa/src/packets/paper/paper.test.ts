// The papers made on the phone: codes in words, in either language, and nothing that the family keeps to itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFrom } from "../../domain/packet/testing/make-record-vectors.js";
import { PRIVATE, richSample } from "../../domain/packet/testing/sample-case.js";
import { sayIn } from "../../i18n/t.js";
import { formBlocks } from "./form.js";
import { readRecord } from "../../bag/record-in.js";
import { recordBytes } from "../../domain/packet/record.js";
import { htmlOf } from "./html.js";
import { paperOf } from "./paper.js";

const SAID = {
  en: ["They said no", "Call back", "How police decided", "A verbal warning", "The file was opened again"],
  fr: ["On a dit non", "Rappel", "Ce que la police a décidé", "Un avertissement verbal", "Le dossier a été rouvert"],
} as const;

for (const language of ["en", "fr"] as const) {
  test(`the ${language} paper says what was decided in words`, async () => {
    const say = await sayIn(language);
    const { record } = await madeFrom(await richSample(), language, "police");
    const html = htmlOf(paperOf(say, record, "ab".repeat(32)), { language, title: "", footer: "" });
    for (const words of SAID[language]) assert.ok(html.includes(words), words);
    assert.doesNotMatch(html, /\b(call_back|refused|no_change|reopened|file_number)\b/);
    assert.ok(!html.includes(PRIVATE));
    assert.doesNotMatch(html, /<script|<img src=.?http/);
  });
}

test("a form's answers come in its order: who, whom, how it stands, what happened, who did it, the numbers", async () => {
  const say = await sayIn("en");
  const { record } = await madeFrom(await richSample(), "en", "police");
  const values = formBlocks(say, record).flatMap((block) => (block.kind === "pairs" ? block.pairs.map(([, value]) => value) : []));
  const at = (begins: string): number => values.findIndex((value) => value.startsWith(begins));
  const order = ["Dana Haddad", "Noor Haddad", "Thursday 23:10", "On Thursday my daughter", "jay_2009x", "26-104233"].map(at);
  assert.ok(order.every((place) => place >= 0), String(order));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
});

test("five thousand exhibits and a note of 100,000 characters are a packet like any other, whole on its paper", async () => {
  const say = await sayIn("fr");
  const { record } = await madeFrom(await richSample(), "fr", "police");
  const [exhibit, note] = [record.exhibits[0]!, record.notes[0]!];
  const exhibits = Array.from({ length: 5_000 }, (_, n) => ({ ...exhibit, label: `A-${String(n + 1).padStart(3, "0")}`, file: `exhibits/A-${String(n + 1).padStart(3, "0")}.png` }));
  const text = `${"x".repeat(99_990)} the end`;
  const large = { ...record, exhibits, notes: [{ ...note, text }] };
  assert.equal(readRecord(recordBytes(large))?.exhibits.length, 5_000);
  const html = htmlOf(paperOf(say, large, "ab".repeat(32)), { language: "fr", title: "", footer: "" });
  assert.ok(html.includes(text));
  for (const label of ["A-001", "A-2500", "A-5000"]) assert.equal(html.split(`src="exhibits/${label}.png"`).length, 2, label);
});
