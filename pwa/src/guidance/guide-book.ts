// The guides as the build compiled them from the one source that the public pages are made of.
import type { Rung } from "../domain/ladder.js";
import type { PoliceService } from "../domain/police-service.js";
import type { Tick } from "../domain/records.js";
import type { Stage } from "../domain/stage.js";
import type { Spoken } from "../i18n/t.js";

export interface Fact {
  readonly said: Spoken;
  readonly name?: string;
  /** Provinces and territories it is about ("BC"); "CA" for the federal; absent where it holds everywhere. */
  readonly regions?: readonly string[];
  /** Where to confirm it: there only when it carries the mark. */
  readonly confirm?: string;
  readonly phone?: string;
  readonly text?: string;
  readonly url?: string;
  /** When whoever answers there may have to tell someone. */
  readonly tells?: "danger" | "help" | "act" | "police" | "said";
  readonly from: "page" | "founding" | "ours";
  readonly source: string;
  /** Year and month: "2026-11". */
  readonly checked: string;
}

export interface RungWords {
  readonly rung: Rung;
  readonly title: Spoken;
  readonly why: Spoken;
  readonly say: Spoken;
  readonly if_no: Spoken;
}

/** A screen of the app that does what a guide has just said. */
export type Place = "capture" | "statement" | "order" | "clock" | "far_call" | "visit";

/** A blank form to print; its address lacks the paper's size. */
export interface Sheet {
  readonly title: string;
  readonly path: string;
}

export type Block =
  | { readonly heading: Spoken }
  | { readonly text: Spoken }
  | { readonly notice: Spoken }
  | { readonly say: Spoken }
  | { readonly steps: readonly Spoken[] }
  | { readonly items: readonly Spoken[] }
  | { readonly checklist: readonly { readonly tick: Tick; readonly text: Spoken }[] }
  | { readonly opens: Spoken; readonly about?: string; readonly inside: readonly Block[] }
  | { readonly rungs: readonly RungWords[] }
  | { readonly facts: readonly string[] }
  | { readonly see: readonly string[] }
  | { readonly catalogue: "rules" | "repairs" }
  | { readonly places: readonly Place[] }
  | { readonly sheets: readonly Sheet[] };

export type Reader = "parent" | "teen" | "anyone";

export interface Guide {
  readonly id: string;
  readonly stage: Stage;
  readonly reader: Reader;
  readonly title: Spoken;
  readonly lead: Spoken;
  readonly blocks: readonly Block[];
}

export interface GuideBook {
  readonly guides: readonly Guide[];
  /** By `topic.id`. */
  readonly facts: Readonly<Record<string, Fact>>;
  readonly police: readonly PoliceService[];
}

type Rows<T> = Readonly<Record<string, Partial<T>>>;

/** The parts as they are kept (building/guides.mjs): one language's words, and what both say alike. */
export interface BookOfOne {
  readonly guides: readonly Guide[];
  readonly facts: Rows<Fact>;
  readonly police: Rows<PoliceService>;
}
export type BookOfBoth = Omit<BookOfOne, "guides">;

const joinedRows = <T>(one: Rows<T>, both: Rows<T>): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(one).map(([key, row]) => [key, { ...both[key], ...row } as T]));

export function joined({ guides, facts, police }: BookOfOne, both: BookOfBoth): GuideBook {
  return { guides, facts: joinedRows(facts, both.facts), police: Object.values(joinedRows(police, both.police)) };
}

/** Along one stage: what is written for this reader first, then what is for anyone, then the rest. */
export function guidesOf(book: GuideBook, stage: Stage, reader: Exclude<Reader, "anyone">): readonly Guide[] {
  const rank = (guide: Guide): number => (guide.reader === reader ? 0 : guide.reader === "anyone" ? 1 : 2);
  return book.guides.filter((guide) => guide.stage === stage).sort((a, b) => rank(a) - rank(b));
}

/** What a guide says of one thing, for a screen about that thing. */
export function blocksAbout(book: GuideBook, id: string, about: string): readonly Block[] {
  const blocks = book.guides.find((guide) => guide.id === id)?.blocks ?? [];
  return blocks.flatMap((block) => ("opens" in block && block.about === about ? block.inside : []));
}

/** Keys of the facts whose key begins so and that hold in the region; none while no region is chosen. */
export function regionalFacts(book: GuideBook, begins: string, region: string | null): readonly string[] {
  return Object.entries(book.facts).flatMap(([key, { regions }]) => (region !== null && key.startsWith(begins) && regions?.includes(region) === true ? [key] : []));
}
