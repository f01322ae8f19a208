// Search: by any words of a thing, whatever their accents, case or spacing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { event, type Moment, setNote, setProfile } from "./build.js";
import { foldCase } from "./fold.js";
import type { Rec } from "./records.js";
import { around, folded, indexOf, isWithin, narrowed, search } from "./search.js";
import { timeline } from "./timeline.js";

let made = 0;
const moment: Moment = { at: 1_795_440_000_000, tz: "America/Toronto", newId: () => (++made).toString(16).padStart(32, "0"), hlc: () => [1_795_440_000_000, ++made] };
const number = moment.newId();
const records: readonly Rec[] = [
  event(moment, "number", { kind: "police_file", value: "26-48211", org: "Victoria Police" }, number),
  event(moment, "addition", { of: number, text: "they read it twice" }),
  event(moment, "contact", { kind: "call", started: 1, service: "Sûreté du Québec", role: "officer", name: "Côté", said: "Rappeler vendredi" }),
  ...setNote(moment, moment.newId(), { text: "L’homme a écrit « paie » à 23\u00a0h" }),
  ...setProfile(moment, moment.newId(), { platform: "Instagram", username: "x_dark.77", display: "Emily" }),
  event(moment, "exhibit", { label: "A-001", kind: "described", via: "typed", gate: "described", received: 5, described: { what: "a threat", app: "Snapchat" } }),
];
const state = foldCase("c0".repeat(16), records.map((rec) => ({ rec, device: "a1".repeat(16) })));
const index = indexOf(timeline(state), state);
const kinds = (asked: string): string[] => search(index, asked).map(({ kind }) => kind).sort();

const ASKED: readonly (readonly [string, readonly string[]])[] = [
  ["", ["contact", "exhibit", "note", "number", "profile"]],
  ["victoria", ["number"]],
  ["26-48211", ["number"]],
  ["2648211", ["number"]],
  ["26 48211", ["number"]],
  ["8211", ["number"]],
  ["read it twice", ["number"]],
  ["surete", ["contact"]],
  ["COTE vendredi", ["contact"]],
  ["l'homme", ["note"]],
  ["23 h", ["note"]],
  ["dark.77", ["profile"]],
  ["a-001", ["exhibit"]],
  ["snap threat", ["exhibit"]],
  ["snap nothing", []],
];
for (const [asked, found] of ASKED) {
  test(`“${asked}” finds ${found.join(", ") || "nothing"}`, () => {
    assert.deepEqual(kinds(asked), found);
  });
}

test("what is found letter by letter is what is found at once", () => {
  for (const [asked, found] of ASKED) {
    let [before, within] = ["", index];
    for (let length = 1; length <= asked.length; length += 1) {
      const now = asked.slice(0, length);
      within = narrowed(isWithin(now, before) ? within : index, now);
      before = now;
    }
    assert.deepEqual(within.items.map(({ kind }) => kind).sort(), asked === "" ? kinds("") : found, asked);
  }
  assert.deepEqual([isWithin("mone", "mon"), isWithin("mon", "mone"), isWithin("26-4", "26-"), isWithin("CÔTÉ v", "cote")], [true, false, false, true]);
});

test("the words around what was found are shown", () => {
  const text = `${"before ".repeat(30)}the Émail he used ${"after ".repeat(30)}`;
  assert.ok(around(text, "email", 60).includes("Émail"));
  assert.equal(around("short", "nowhere", 60), "short");
  assert.equal(folded("ÉCRIT À 9\u00a0H"), "ecrit a 9 h");
});

test("one of ten thousand long notes is found", () => {
  const many = Array.from({ length: 10_000 }, (_, n) => `note ${String(n)} ${"some more words of an evening ".repeat(8)}`);
  const items = timeline(state);
  const large = { items: many.map(() => items[0]!), texts: many.map(folded) };
  assert.equal(search(large, "note 9999 evening").length, 1);
});
