// The papers made on the phone: codes in words, in either language, and nothing that the family keeps to itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFrom } from "../../domain/packet/testing/make-record-vectors.js";
import { PRIVATE, richSample } from "../../domain/packet/testing/sample-case.js";
import { sayIn } from "../../i18n/t.js";
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
