// A time with what is known of the clock that wrote it.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { speak } from "../i18n/t.js";
import { recordedTime } from "./recorded-time.js";

const MINUTE = 60_000;
const WRITTEN = { at: Date.UTC(2026, 10, 24, 4, 4, 9), tz: "America/Toronto" };
const shown = (off: number, at?: number): string => recordedTime({ ...WRITTEN, off }, at).replaceAll(/\s/g, " ");

before(() => {
  // All that speak() needs of a page.
  Object.assign(globalThis, { document: { documentElement: { lang: "" } } });
});

test("a clock that was off by more than a minute is said beside the time", async () => {
  await speak("en");
  assert.match(shown(-7 * MINUTE), /^Nov 23, 2026, 11:04:09 p\.m\. EST \(the phone’s clock was 7 minutes fast\)$/);
  assert.match(shown(119 * MINUTE, WRITTEN.at + 1000), /11:04:10 p\.m\. EST \(the phone’s clock was 119 minutes slow\)$/);
  assert.match(shown(-25 * 60 * MINUTE), /25 hours fast/);
  await speak("fr");
  assert.match(shown(-7 * MINUTE), /\(l’horloge du téléphone avançait de 7 minutes\)$/);
  assert.match(shown(3 * 24 * 60 * MINUTE), /\(l’horloge du téléphone retardait de 3 jours\)$/);
});

test("a minute more or less is nothing, and so is a clock that nobody compared", async () => {
  await speak("en");
  for (const off of [-MINUTE, 0, MINUTE]) assert.equal(shown(off), shown(0));
  assert.equal(recordedTime(WRITTEN).replaceAll(/\s/g, " "), shown(0));
  assert.match(shown(MINUTE + 1), /1 minute slow/);
});
