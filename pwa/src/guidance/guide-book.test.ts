// What the build compiles from the one source is what the app can show, in both languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { guideFiles, readGuides } from "../../building/guides.mjs";
import { RUNGS } from "../domain/ladder.js";
import { STAGES } from "../domain/stage.js";
import type { Spoken } from "../i18n/t.js";
import { type Block, type BookOfBoth, type BookOfOne, guidesOf, joined } from "./guide-book.js";

const [en, fr] = await Promise.all([readGuides("en"), readGuides("fr")]);

/** The kinds of a guide's blocks in order, those inside others too. */
function kinds(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => ("opens" in block ? ["opens", ...kinds(block.inside)] : Object.keys(block)));
}
function all(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) => ("opens" in block ? [block, ...all(block.inside)] : [block]));
}
const blocks = en.guides.flatMap((guide) => all(guide.blocks));
const both = (text: Spoken): boolean => typeof text !== "string" && text.vous !== "" && text.tu !== "";

test("both languages have the same guides, made of the same parts", () => {
  const shape = (book: typeof en): unknown => book.guides.map(({ id, stage, reader, blocks: parts }) => [id, stage, reader, kinds(parts)]);
  assert.deepEqual(shape(en), shape(fr));
  assert.deepEqual(Object.keys(en.facts), Object.keys(fr.facts));
});

test("the files that the phone keeps make the same books again, and nothing is kept twice", async () => {
  const files = await guideFiles();
  const part = (name: string): unknown => JSON.parse(String(files.find(({ language }) => language === name)?.contents));
  const both = part("both") as BookOfBoth;
  for (const [language, book] of [["en", en], ["fr", fr]] as const) {
    const one = part(language) as BookOfOne;
    assert.deepEqual(joined(one, both), JSON.parse(JSON.stringify(book)));
    assert.ok(Object.entries(one.facts).every(([key, row]) => Object.keys(row).every((name) => !(name in (both.facts[key] ?? {})))));
  }
});

test("English has one form; shared guides have both French registers where they differ", () => {
  assert.ok(en.guides.every(({ title, lead }) => typeof title === "string" && typeof lead === "string"));
  assert.ok(fr.guides.some(({ lead }) => both(lead)));
});

test("every fact and every guide that a guide leads to is there, with its source and month", () => {
  const ids = new Set(en.guides.map(({ id }) => id));
  for (const block of blocks) {
    if ("facts" in block) for (const key of block.facts) assert.match(en.facts[key]?.checked ?? "", /^\d{4}-\d{2}$/, key);
    if ("see" in block) for (const id of block.see) assert.ok(ids.has(id), id);
  }
  assert.ok(Object.values(fr.facts).every(({ source }) => source !== ""));
});

test("the unconfirmed French keyword of Kids Help Phone carries its mark, in French alone", () => {
  assert.match(fr.facts["contacts.khp"]?.confirm ?? "", /PARLER/);
  assert.equal(en.facts["contacts.khp"]?.confirm, undefined);
});

test("the ladder in the guide has the rungs of the rules, in order", () => {
  const rungs = blocks.flatMap((block) => ("rungs" in block ? block.rungs.map(({ rung }) => rung) : []));
  assert.deepEqual(rungs, [...RUNGS]);
});

test("each stage has a guide; a teen's comes first for a teen, a parent's for a parent", () => {
  for (const stage of STAGES) assert.ok(guidesOf(en, stage, "parent").length > 0, stage);
  assert.equal(guidesOf(en, "now", "teen")[0]?.id, "right_now_teen");
  assert.equal(guidesOf(en, "now", "parent")[0]?.id, "right_now_parent");
  assert.equal(guidesOf(en, "now", "teen").length, guidesOf(en, "now", "parent").length);
});
