// The strings on screen: switching language and register at once, and dates and sizes as each language writes them.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { computed } from "@preact/signals";
import { clockTime, exactTime, fileSize, longDate, relativeDays, shortDate } from "./dates.js";
import { addressAs, language, speak, t } from "./t.js";

const AT = Date.UTC(2026, 10, 24, 4, 4, 9);
const ZONE = "America/Toronto";
const plainSpaces = (text: string): string => text.replace(/\s/g, " ");

before(() => {
  // All that speak() needs of a page.
  Object.assign(globalThis, { document: { documentElement: { lang: "" } } });
});

test("no string is shown before a language is there", () => {
  assert.throws(() => t("ui.back"), /no language/);
});

test("the language switches at once, with the page's own", async () => {
  await speak("en");
  const back = computed(() => t("ui.back"));
  assert.equal(back.value, "Back");
  await speak("fr");
  assert.equal(back.value, "Retour");
  assert.equal(document.documentElement.lang, "fr");
  assert.equal(language(), "fr");
});

test("a teen is addressed as tu from the next word on", async () => {
  await speak("fr");
  const note = computed(() => t("sw.update_note"));
  assert.match(note.value, /^Finissez/);
  addressAs("tu");
  assert.match(note.value, /^Finis /);
  addressAs("vous");
});

test("plurals follow the count", async () => {
  await speak("en");
  assert.deepEqual([t("ui.working", { n: 1 }), t("ui.working", { n: 0 })], ["1 item to go", "0 items to go"]);
});

test("dates and times as Canadians read them, in the zone where it happened", async () => {
  await speak("en");
  assert.equal(longDate(AT, ZONE), "Monday, November 23, 2026");
  assert.equal(shortDate(AT, ZONE), "Nov 23, 2026");
  assert.equal(plainSpaces(clockTime(AT, ZONE)), "11:04 p.m.");
  assert.match(plainSpaces(exactTime(AT, ZONE)), /^Nov\.? 23, 2026, 11:04:09 p\.m\. EST$/);
  assert.equal(relativeDays(-1), "yesterday");
  await speak("fr");
  assert.equal(longDate(AT, ZONE), "lundi 23 novembre 2026");
  assert.equal(plainSpaces(clockTime(AT, ZONE)), "23 h 04");
  assert.equal(relativeDays(1), "demain");
});

test("sizes in powers of 1000", async () => {
  await speak("en");
  assert.deepEqual([0, 999, 1500, 1_500_000, 2e9, 5e12].map((size) => plainSpaces(fileSize(size))), ["0 bytes", "999 bytes", "2 kB", "1.5 MB", "2 GB", "5,000 GB"]);
  await speak("fr");
  assert.equal(plainSpaces(fileSize(1_500_000)), "1,5 Mo");
});
