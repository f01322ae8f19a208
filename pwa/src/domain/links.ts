// What belongs together: exhibits, accounts involved, calls, notes. A link has no direction; a removed one can be made again.
import { amendments } from "./amended.js";
import { eventsOf, type Log } from "./merge.js";
import type { Id } from "./records.js";

/** For each thing, what it is linked with, and the links that say so. */
export type Links = ReadonlyMap<Id, ReadonlyMap<Id, readonly Id[]>>;

export function linksOf(log: Log): Links {
  const about = amendments(log);
  const found = new Map<Id, Map<Id, Id[]>>();
  const note = (from: Id, to: Id, link: Id): void => {
    const others = found.get(from) ?? new Map<Id, Id[]>();
    others.set(to, [...(others.get(to) ?? []), link]);
    found.set(from, others);
  };
  for (const { rec } of eventsOf(log, "link")) {
    const { a, b } = rec.body;
    if (a === b || (about.get(rec.id)?.removed ?? null) !== null) continue;
    note(a, b, rec.id);
    note(b, a, rec.id);
  }
  return found;
}
