// What was said about an event afterwards: corrections, additions, removal. The first values stay readable.
import { eventsOf, type Log } from "./merge.js";
import type { Id, Ms } from "./records.js";
import { type Written, writtenAt } from "./written.js";

export interface Correction extends Written {
  readonly id: Id;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Addition extends Written {
  readonly id: Id;
  readonly text: string;
}

export interface Amendments {
  readonly corrections: readonly Correction[];
  readonly additions: readonly Addition[];
  /** When it was first removed. */
  readonly removed: Ms | null;
}

export const UNAMENDED: Amendments = { corrections: [], additions: [], removed: null };

/** By the id of what they are about. */
export function amendments(log: Log): ReadonlyMap<Id, Amendments> {
  const found = new Map<Id, Amendments>();
  const about = (of: Id): Amendments => found.get(of) ?? UNAMENDED;
  for (const { rec } of eventsOf(log, "correction")) {
    const before = about(rec.body.of);
    const correction = { id: rec.id, ...writtenAt(rec), fields: rec.body.fields };
    found.set(rec.body.of, { ...before, corrections: [...before.corrections, correction] });
  }
  for (const { rec } of eventsOf(log, "addition")) {
    const before = about(rec.body.of);
    found.set(rec.body.of, { ...before, additions: [...before.additions, { id: rec.id, ...writtenAt(rec), text: rec.body.text }] });
  }
  for (const { rec } of eventsOf(log, "removed")) {
    const before = about(rec.body.of);
    found.set(rec.body.of, { ...before, removed: before.removed ?? rec.at });
  }
  return found;
}

/** As they were written; their event itself may still be to come. */
export function additionsOf(log: Log, id: Id): readonly Addition[] {
  const additions = amendments(log).get(id)?.additions ?? [];
  return [...additions].sort((a, b) => a.at - b.at);
}

/** The values that hold now: later corrections over earlier ones over the first. */
export function corrected<B extends object>(first: B, { corrections }: Amendments): B {
  return corrections.reduce((body, { fields }) => ({ ...body, ...fields }), first);
}
