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

/** Reads every text once; a search then only looks through what was read. */
export function indexOf(items: readonly TimelineItem[], state: CaseState): Index {
  const texts = items.map((item) => {
    const text = textsOf(item, state).join("\n");
    return `${folded(text)}\n${closed(text)}`;
  });
  return { items, texts };
}

/** Of these, what holds every word asked for, in the order given. No words find everything. */
export function narrowed(index: Index, asked: string): Index {
  const words = folded(asked).split(" ").filter((word) => word !== "");
  if (words.length === 0) return index;
  const forms = words.map((word) => [word, closed(word)] as const);
  const whole = closed(words.join(" "));
  const items: TimelineItem[] = [];
  const texts: string[] = [];
  index.items.forEach((item, place) => {
    const text = index.texts[place] ?? "";
    const holds = forms.every(([word, numbered]) => text.includes(word) || (numbered !== "" && text.includes(numbered)));
    if (!holds && (whole === "" || !text.includes(whole))) return;
    items.push(item);
    texts.push(text);
  });
  return { items, texts };
}

export function search(index: Index, asked: string): readonly TimelineItem[] {
  return narrowed(index, asked).items;
}

/** Whether whatever is found by these words was found by those before. A number is found by other spacings too, and may not be. */
export function isWithin(asked: string, before: string): boolean {
  return folded(asked).startsWith(folded(before)) && !/\d/.test(asked);
}

/** Some words around the first that was asked for; the start where none is. */
export function around(text: string, asked: string, length: number): string {
  const line = text.trim().replace(/\s+/g, " ");
  const [word = ""] = folded(asked).split(" ").filter((each) => each !== "");
  const at = word === "" ? -1 : folded(line).indexOf(word);
  if (at < length / 2) return line.length > length ? `${line.slice(0, length)}…` : line;
  const from = Math.max(0, Math.min(at - Math.floor(length / 4), line.length - length));
  return `…${line.slice(from, from + length)}${from + length < line.length ? "…" : ""}`;
}
