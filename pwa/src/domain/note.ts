// A note: typed text, autosaved; every version that was saved stays.
import type { Log } from "./merge.js";
import type { Id, Ms } from "./records.js";
import { current, type Version, versions } from "./versions.js";

export interface Note {
  readonly id: Id;
  readonly text: string;
  /** When it was first written. */
  readonly created: Ms;
  readonly edited: Ms;
  /** Oldest first; the last is `text`. */
  readonly versions: readonly Version<string>[];
  readonly removed: boolean;
}

export function noteOf(log: Log, id: Id): Note {
  const texts = versions(log, "note", id, "text");
  const removals = versions(log, "note", id, "removed");
  const times = [...texts, ...removals].map(({ at }) => at);
  return {
    id,
    text: texts.at(-1)?.value ?? "",
    created: Math.min(...times),
    edited: texts.at(-1)?.at ?? Math.max(...times),
    versions: texts,
    removed: current(log, "note", id, "removed") ?? false,
  };
}
