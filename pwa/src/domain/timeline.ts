// Everything in a case in one line of time: by when it was written, then id.
import { compareText } from "./canonical.js";
import type { CaseNumber, CaseState, Contact, Exhibit, Outcome } from "./fold.js";
import type { Followup } from "./followup.js";
import type { Note } from "./note.js";
import type { Profile } from "./profile.js";
import type { Id, Ms } from "./records.js";
import { isBlank, isDraft, type Statement } from "./statement.js";

interface At {
  readonly id: Id;
  readonly at: Ms;
}

export type TimelineItem =
  | (At & { readonly kind: "exhibit"; readonly exhibit: Exhibit })
  | (At & { readonly kind: "contact"; readonly contact: Contact })
  | (At & { readonly kind: "number"; readonly number: CaseNumber })
  | (At & { readonly kind: "outcome"; readonly outcome: Outcome })
  | (At & { readonly kind: "statement"; readonly statement: Statement })
  | (At & { readonly kind: "note"; readonly note: Note })
  | (At & { readonly kind: "profile"; readonly profile: Profile })
  | (At & { readonly kind: "followup"; readonly followup: Followup });

export function compareTime(a: At, b: At): number {
  return a.at - b.at || compareText(a.id, b.id);
}

function kept<T extends { readonly removed: Ms | boolean | null }>(items: ReadonlyMap<Id, T>): readonly T[] {
  return [...items.values()].filter(({ removed }) => removed === null || removed === false);
}

/** Sealed versions, and drafts in which something is written. */
function statements(state: CaseState): readonly Statement[] {
  return [...state.statements.values()].filter((one) => (one.sealed === null ? isDraft(one) && !isBlank(one) : one.sealed.removed === null));
}

const known = new WeakMap<CaseState, readonly TimelineItem[]>();

/** Put together once for each state: a state never changes. */
export function timeline(state: CaseState): readonly TimelineItem[] {
  const before = known.get(state);
  if (before !== undefined) return before;
  const made = inTime(state);
  known.set(state, made);
  return made;
}

/** Oldest first. A removed exhibit keeps its place: its label stays, with the date. Other removed things are left out. */
function inTime(state: CaseState): readonly TimelineItem[] {
  const items: TimelineItem[] = [
    ...[...state.exhibits.values()].map((exhibit) => ({ kind: "exhibit" as const, id: exhibit.id, at: exhibit.at, exhibit })),
    ...kept(state.contacts).map((contact) => ({ kind: "contact" as const, id: contact.id, at: contact.at, contact })),
    ...kept(state.numbers).map((number) => ({ kind: "number" as const, id: number.id, at: number.at, number })),
    ...kept(state.outcomes).map((outcome) => ({ kind: "outcome" as const, id: outcome.id, at: outcome.at, outcome })),
    ...statements(state).map((statement) => ({ kind: "statement" as const, id: statement.id, at: statement.sealed?.at ?? statement.created, statement })),
    ...kept(state.notes).map((note) => ({ kind: "note" as const, id: note.id, at: note.created, note })),
    ...kept(state.profiles).map((profile) => ({ kind: "profile" as const, id: profile.id, at: profile.created, profile })),
    ...[...state.followups.values()]
      .filter(({ state: now }) => now !== "removed")
      .map((followup) => ({ kind: "followup" as const, id: followup.id, at: followup.created, followup })),
  ];
  return items.sort(compareTime);
}
