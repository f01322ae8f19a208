// The words for a call, taken from the guide "police_words": each rung's script and the ready answers.
import type { Rung } from "../domain/ladder.js";
import { plain } from "../domain/police-service.js";
import { type Spoken, spoken } from "../i18n/t.js";
import type { Block, GuideBook, RungWords } from "./guide-book.js";

export interface ReadyAnswer {
  /** What they say. */
  readonly to: Spoken;
  readonly say: readonly Spoken[];
  /** What stands behind it: keys of facts. */
  readonly facts: readonly string[];
}

function blocksOf(book: GuideBook, guide = "police_words"): readonly Block[] {
  return book.guides.find(({ id }) => id === guide)?.blocks ?? [];
}

/** What to ask for when the person in danger is where other police are. */
export function farAwaySay(book: GuideBook): Spoken | undefined {
  return blocksOf(book, "far_away").flatMap((block) => ("say" in block ? [block.say] : []))[0];
}

export function scriptOf(book: GuideBook, rung: Rung): RungWords | undefined {
  return blocksOf(book)
    .flatMap((block) => ("rungs" in block ? block.rungs : []))
    .find((words) => words.rung === rung);
}

export function readyAnswers(book: GuideBook): readonly ReadyAnswer[] {
  return blocksOf(book).flatMap((block) => {
    if (!("opens" in block)) return [];
    const say = block.inside.flatMap((inner) => ("say" in inner ? [inner.say] : []));
    const facts = block.inside.flatMap((inner) => ("facts" in inner ? inner.facts : []));
    return say.length === 0 ? [] : [{ to: block.opens, say, facts }];
  });
}

/** Those in which every word typed begins a word; all of them for nothing typed. */
export function findAnswers(answers: readonly ReadyAnswer[], typed: string): readonly ReadyAnswer[] {
  const words = plain(typed).split(" ").filter((word) => word !== "");
  return answers.filter(({ to, say }) => {
    const parts = plain([to, ...say].map(spoken).join(" ")).split(" ");
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
}

/** What to say about the unit that does this every day, and the facts of its province. */
export function unitWords(book: GuideBook, regions: readonly string[]): { readonly say: readonly Spoken[]; readonly facts: readonly string[] } {
  const say = blocksOf(book).flatMap((block) => ("say" in block ? [block.say] : []));
  const begins = regions.filter((region) => region !== "CA").map((region) => `police_units.${region.toLowerCase()}`);
  const facts = Object.keys(book.facts).filter((key) => begins.some((start) => key === start || key.startsWith(`${start}_`)));
  return { say, facts };
}
