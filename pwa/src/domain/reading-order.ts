// Reading order: a sortable text between any two others, so that moving one exhibit changes one field.
import { compareText } from "./canonical.js";
import type { Exhibit } from "./fold.js";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const BASE = DIGITS.length;

function digit(text: string, at: number): number {
  return DIGITS.indexOf(text[at] ?? "0");
}

/** A text after `low` and before `high`; "" = no bound on that side. None ends in "0", so there is always room before it. */
export function between(low: string, high: string): string {
  let made = "";
  let bounded = high !== "";
  for (let at = 0; ; at += 1) {
    // Equal bounds, which two phones can make at once: then simply after them.
    if (at >= high.length) bounded = false;
    const from = digit(low, at);
    const to = bounded ? digit(high, at) : BASE;
    if (to - from > 1) return made + DIGITS.charAt(from + Math.floor((to - from) / 2));
    made += DIGITS.charAt(from);
    // Below the bound here: anything may follow.
    if (to - from === 1) bounded = false;
  }
}

const VALID = /^[0-9a-z]*[1-9a-z]$/;

/** Exhibits as they are read: moved ones by their order, the others by label where they came; ties by label. */
export function inReadingOrder(exhibits: Iterable<Exhibit>): readonly Exhibit[] {
  const all = [...exhibits].sort((a, b) => a.at - b.at || compareText(a.id, b.id));
  return all
    .map((exhibit, place) => ({ exhibit, key: VALID.test(exhibit.order) ? exhibit.order : natural(place) }))
    .sort((a, b) => compareText(a.key, b.key) || a.exhibit.at - b.exhibit.at || compareText(a.exhibit.id, b.exhibit.id))
    .map(({ exhibit }) => exhibit);
}

/** Where nobody has moved anything: by arrival. */
function natural(place: number): string {
  return `${place.toString(36).padStart(6, "0")}i`;
}

/** The new `order` of the exhibit at `from` when it moves to `to` in the list as read; null where that is where it is. */
export function orderFor(list: readonly Exhibit[], from: number, to: number): string | null {
  if (from === to || list[from] === undefined || list[to] === undefined) return null;
  const rest = list.filter((_, place) => place !== from);
  const key = keys(list);
  const [before, after] = [rest[to - 1], rest[to]];
  return between(before === undefined ? "" : (key.get(before.id) ?? ""), after === undefined ? "" : (key.get(after.id) ?? ""));
}

function keys(list: readonly Exhibit[]): ReadonlyMap<string, string> {
  const arrived = [...list].sort((a, b) => a.at - b.at || compareText(a.id, b.id));
  return new Map(arrived.map(({ id, order }, place) => [id, VALID.test(order) ? order : natural(place)]));
}
