// Finds things of the record by the words in them, on the phone and in memory only: the folded texts are never stored.
import type { CaseState } from "./fold.js";
import type { TimelineItem } from "./timeline.js";
import { PROFILE_TEXTS } from "./profile.js";
import { wordsOf } from "./statement.js";

// eslint-disable-next-line no-control-regex
const OTHERS = /[^\u0000-\u007f]/gu;
/** A mark on a letter, as in é; and the apostrophes that keyboards differ in. */
const MARKS = /\p{M}/gu;
const APOSTROPHES = /[\u2018\u2019\u02bc]/g;
const plain = new Map<string, string>();

/** Remembered: French repeats a few letters a million times. */
function plainOf(letter: string): string {
  const known = plain.get(letter);
  if (known !== undefined) return known;
  const made = letter.normalize("NFKD").replace(MARKS, "").replace(APOSTROPHES, "'").replace(/\s/g, " ");
  plain.set(letter, made);
  return made;
}

/** Without case, accents, and no-break spaces: "Église" is found by "eglise". */
export function folded(text: string): string {
  return text.toLowerCase().replace(OTHERS, plainOf);
}

const JOINTS = /[\s\-.()/]/g;
const NUMBERED = /\d.*\d/s;

/** A number is found however it was spaced: "26-48211" by "2648211" and by "26 48211". */
function closed(text: string): string {
  return NUMBERED.test(text) ? text.replace(JOINTS, "") : "";
}

function textsOf(item: TimelineItem, state: CaseState): readonly (string | undefined)[] {
  switch (item.kind) {
    case "exhibit": {
      const { label, caption, body, additions } = item.exhibit;
      const own = body.kind === "file" ? [body.name, body.covered?.original] : Object.values(body.described as unknown as Record<string, string>);
      return [label, caption, ...own, ...additions.map(({ text }) => text)];
    }
    case "contact": {
      const { service, name, rank, badge, phone, said } = item.contact.body;
      return [service, name, rank, badge, phone, said, ...item.contact.additions.map(({ text }) => text)];
    }
    case "number": {
      const { value, org } = item.number.body;
      return [value, org, ...item.number.additions.map(({ text }) => text)];
    }
    case "outcome":
      return [item.outcome.body.said, ...item.outcome.additions.map(({ text }) => text), state.numbers.get(item.outcome.body.number ?? "")?.body.value];
    case "statement":
      return [wordsOf(item.statement), ...(item.statement.sealed?.additions.map(({ text }) => text) ?? [])];
    case "note":
      return [item.note.text];
    case "profile":
      return PROFILE_TEXTS.map((field) => item.profile[field]);
    case "followup":
      return [item.followup.ask, ...Object.values(item.followup.clock ?? {}), item.followup.number === null ? undefined : state.numbers.get(item.followup.number)?.body.value];
  }
}

export interface Index {
  readonly items: readonly TimelineItem[];
  readonly texts: readonly string[];
}

/** What was read of each thing, as long as the record itself is there. What tells of a number too is read each time. */
const read = new WeakMap<object, string>();

function textOf(item: TimelineItem, state: CaseState): string {
  const thing = (item as unknown as Readonly<Record<string, object>>)[item.kind] ?? item;
  const before = read.get(thing);
  if (before !== undefined) return before;
  const text = textsOf(item, state).join("\n");
  const made = `${folded(text)}\n${closed(text)}`;
  // The engine joins the parts of a text when it is first looked through: now, not at the first letter.
  made.includes("\0");
  if (item.kind !== "outcome" && item.kind !== "followup") read.set(thing, made);
  return made;
}

/** Reads ahead from this one on, for about so long; answers where it stopped. */
export function readAhead(items: readonly TimelineItem[], state: CaseState, from: number, ms: number): number {
  const until = performance.now() + ms;
  let place = from;
  for (; place < items.length && performance.now() < until; place += 1) {
    const item = items[place];
    if (item !== undefined) textOf(item, state);
  }
  return place;
}

/** Reads every text once; a search then only looks through what was read. */
export function indexOf(items: readonly TimelineItem[], state: CaseState): Index {
  return { items, texts: items.map((item) => textOf(item, state)) };
}

/** What holds every word asked for, in the order given. */
export interface Found extends Index {
  readonly words: readonly string[];
  /** Where the last of the words begins in each text; -1 where another spacing was found. */
  readonly at: Int32Array;
}

function wordsOfQuery(asked: string): readonly string[] {
  return folded(asked).split(" ").filter((word) => word !== "");
}

/** Where the last word begins, -1 where only another spacing of the numbers is there; null where something asked for is not. */
type Looking = (text: string, place: number) => number | null;

function lookingFor(words: readonly string[]): Looking {
  const forms = words.map((word) => [word, closed(word)] as const);
  const whole = closed(words.join(" "));
  return (text) => {
    let at = 0;
    for (const [word, numbered] of forms) {
      at = text.indexOf(word);
      if (at < 0 && (numbered === "" || !text.includes(numbered))) return whole !== "" && text.includes(whole) ? -1 : null;
    }
    return at;
  };
}

/** Only letters were added: the words before are there, and the one that grew stands where it began or later. */
function lookingFurther(words: readonly string[], { words: before, at }: Found): Looking {
  const [grown = "", ...more] = words.slice(before.length - 1);
  return (text, place) => {
    let found = text.indexOf(grown, at[place]);
    for (const word of more) {
      if (found < 0) return null;
      found = text.indexOf(word);
    }
    return found < 0 ? null : found;
  };
}

/** Whether whatever these words find was found by those before. Numbers are found by other spacings too, and may not be. */
function isWithin(words: readonly string[], before: readonly string[]): boolean {
  if (before.length === 0 || words.length < before.length || words.some((word) => /\d/.test(word))) return false;
  return before.every((word, i) => (i < before.length - 1 ? words[i] === word : words[i]?.startsWith(word) === true));
}

/** `before`: what fewer letters had found in the same index. No words find everything. */
export function find(index: Index, asked: string, before: Found | null = null): Found {
  const words = wordsOfQuery(asked);
  const within = before !== null && isWithin(words, before.words);
  const look = within ? lookingFurther(words, before) : lookingFor(words);
  const source: Index = within ? before : index;
  const items: TimelineItem[] = [];
  const texts: string[] = [];
  const at = new Int32Array(source.items.length);
  source.items.forEach((item, place) => {
    const text = source.texts[place] ?? "";
    const found = look(text, place);
    if (found === null) return;
    at[items.length] = found;
    items.push(item);
    texts.push(text);
  });
  return { items, texts, words, at };
}

/** An engine is slow at what it does for the first time: it does so here, where nobody waits for what is found. */
export function practise(items: readonly TimelineItem[], state: CaseState): void {
  const index = indexOf(items, state);
  find(index, "en", find(index, "e"));
}

/** A text as one line, and that line folded. */
export interface OneLine {
  readonly line: string;
  readonly plain: string;
}

export function oneLine(text: string): OneLine {
  const line = text.trim().replace(/\s+/g, " ");
  return { line, plain: folded(line) };
}

function start(line: string, length: number): string {
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

/** Some words around the first that was asked for; the start where none is. `of`: the text as one line, asked for only where words are looked for. */
export function around(text: string, asked: string, length: number, of: (text: string) => OneLine = oneLine): string {
  const [word] = wordsOfQuery(asked);
  // Much of a long text may be spaces, and not one of its words is needed beyond these.
  if (word === undefined) return start(text.trimStart().slice(0, 10 * length).trim().replace(/\s+/g, " "), length);
  const { line, plain } = of(text);
  const at = plain.indexOf(word);
  if (at < length / 2) return start(line, length);
  const from = Math.max(0, Math.min(at - Math.floor(length / 4), line.length - length));
  return `…${line.slice(from, from + length)}${from + length < line.length ? "…" : ""}`;
}
