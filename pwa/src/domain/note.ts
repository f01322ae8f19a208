// A note: typed text, autosaved; every version that was saved stays.
import type { Happened } from "./happened.js";
import type { Log } from "./merge.js";
import type { Id, Ms } from "./records.js";
import { current, type Version, versions } from "./versions.js";
import type { Written } from "./written.js";

export interface Note {
  readonly id: Id;
  readonly text: string;
  /** When it was first written. */
  readonly created: Ms;
  readonly edited: Ms;
  /** The first and the last save, as the phones wrote them. */
  readonly saves: readonly [Written, Written];
  /** Oldest first; the last is `text`. */
  readonly versions: readonly Version<string>[];
  readonly removed: boolean;
  readonly happened: Happened | null;
}

/** Null where no text was ever saved. */
export function noteOf(log: Log, id: Id): Note | null {
  const texts = versions(log, "note", id, "text");
  const last = texts.at(-1);
  if (last === undefined) return null;
  const first = texts.reduce((earliest, one) => (one.at < earliest.at ? one : earliest));
  return {
    id,
    text: last.value,
    created: first.at,
    edited: last.at,
    saves: [first, last],
    versions: texts,
    removed: current(log, "note", id, "removed") ?? false,
    happened: current(log, "note", id, "happened") ?? null,
  };
}
