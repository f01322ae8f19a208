// Search: by any words of a thing, whatever their accents, case or spacing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { event, type Moment, setNote, setProfile } from "./build.js";
import { foldCase } from "./fold.js";
import type { Rec } from "./records.js";
import { around, find, folded, type Found, indexOf, readAhead } from "./search.js";
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
const kinds = (asked: string): string[] => find(index, asked).items.map(({ kind }) => kind).sort();

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
  for (const [asked] of ASKED) {
    let before: Found | null = null;
    for (let length = 1; length <= asked.length; length += 1) {
      const now = asked.slice(0, length);
      before = find(index, now, before);
      assert.deepEqual(before.items, find(index, now).items, now);
    }
  }
});

test("fewer letters, another word or a number are looked for in everything again", () => {
  for (const [first, then] of [["surete", "sur"], ["snap", "victoria"], ["snap threat", "snap thing"], ["26", "26-48211"], ["threat", "threat snap"]] as const) {
    assert.deepEqual(find(index, then, find(index, first)).items, find(index, then).items, then);
  }
});

test("texts are read ahead by and by, from where it stopped", () => {
  const items = timeline(state);
  assert.equal(readAhead(items, state, 2, 0), 2);
  assert.equal(readAhead(items, state, 2, 1_000), items.length);
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
  assert.equal(find(large, "note 9999 evening").items.length, 1);
});
