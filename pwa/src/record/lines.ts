// The lines of the record: newest first, each day with its name before it. Ten thousand of them are numbers until they are drawn.
import type { TimelineItem } from "../domain/timeline.js";

export type Line = { readonly day: number } | { readonly item: TimelineItem };

export interface Lines {
  readonly count: number;
  readonly at: (place: number) => Line | undefined;
  readonly keyOf: (place: number) => string;
  readonly kindOf: (place: number) => "day" | "exhibit" | "row" | "";
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** For each line the place of its thing in `items`, or, for a day, `-1 -` the place of its newest one. */
function places(items: readonly TimelineItem[]): Int32Array {
  const found = new Int32Array(2 * items.length);
  let count = 0;
  // The calendar is asked once for each day, not for each thing.
  let day = Infinity;
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const at = items[i]?.at ?? 0;
    if (at < day) {
      day = midnight(at);
      found[count++] = -1 - i;
    }
    found[count++] = i;
  }
  return found.subarray(0, count);
}

export function linesOf(items: readonly TimelineItem[]): Lines {
  const found = places(items);
  const itemAt = (place: number): TimelineItem | undefined => {
    const i = found[place];
    return i === undefined ? undefined : items[i < 0 ? -1 - i : i];
  };
  const isDay = (place: number): boolean => (found[place] ?? 0) < 0;
  return {
    count: found.length,
    at: (place) => {
      const item = itemAt(place);
      if (item === undefined) return undefined;
      return isDay(place) ? { day: item.at } : { item };
    },
    keyOf: (place) => {
      const item = itemAt(place);
      if (item === undefined) return "";
      return isDay(place) ? String(midnight(item.at)) : item.id;
    },
    kindOf: (place) => {
      if (isDay(place)) return "day";
      const kind = itemAt(place)?.kind;
      if (kind === undefined) return "";
      return kind === "exhibit" ? "exhibit" : "row";
    },
  };
}
