// The home log as the screens show it: cases with their keys, and settings.
import { compareText } from "./canonical.js";
import { EMPTY_LOG, type Entry, eventsOf, type Log, merge } from "./merge.js";
import type { Audience, Id, Ms } from "./records.js";
import { current } from "./versions.js";

export interface HomeCase {
  readonly id: Id;
  readonly title: string;
  readonly audience: Audience | null;
  readonly archived: boolean;
  readonly created: Ms;
  /** Labels below which nobody gives one here, by letter. */
  readonly labels: Readonly<Record<string, number>>;
  /** The case key, CK. */
  readonly key: Uint8Array;
}

export interface HomeState {
  /** The account's id. */
  readonly id: Id;
  readonly log: Log;
  /** Oldest first. */
  readonly cases: readonly HomeCase[];
  readonly neutralWords: string | null;
  readonly login: string | null;
}

export function emptyHome(id: Id): HomeState {
  return { id, log: EMPTY_LOG, cases: [], neutralWords: null, login: null };
}

function casesOf(log: Log): readonly HomeCase[] {
  const cases = new Map<Id, HomeCase>();
  for (const { rec } of eventsOf(log, "case_key")) {
    const id = rec.body.case;
    // The first key made for a case is its key; another for the same case is not ours to prefer.
    if (cases.has(id)) continue;
    cases.set(id, {
      id,
      title: current(log, "case", id, "title") ?? "",
      audience: current(log, "case", id, "audience") ?? null,
      archived: current(log, "case", id, "archived") ?? false,
      created: rec.at,
      labels: current(log, "case", id, "labels") ?? {},
      key: rec.body.ck,
    });
  }
  return [...cases.values()].sort((a, b) => a.created - b.created || compareText(a.id, b.id));
}

/** Adds records to the home log. Any order, and any repeat, gives the same state. */
export function foldHome(state: HomeState, entries: Iterable<Entry>): HomeState {
  const log = merge(state.log, entries);
  return {
    id: state.id,
    log,
    cases: casesOf(log),
    neutralWords: current(log, "settings", state.id, "neutral_words") ?? null,
    login: current(log, "settings", state.id, "login") ?? null,
  };
}
