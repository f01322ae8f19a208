// The contact log: every talk with police, and of a number who gave it and each later contact that a follow-up of it led to.
import type { CaseState, Contact } from "./fold.js";
import { followupsOf } from "./followups.js";
import { type Id, type Role, ROLES } from "./records.js";
import { compareTime } from "./timeline.js";

/** Oldest first; removed contacts left out. */
export function contactsOf(state: CaseState, number: Id): readonly Contact[] {
  const given = state.numbers.get(number)?.body.contact;
  const later = followupsOf(state.followups.values(), number).flatMap(({ contacts }) => contacts);
  const ids = new Set(given === undefined ? later : [given, ...later]);
  return [...ids]
    .flatMap((id) => state.contacts.get(id) ?? [])
    .filter(({ removed }) => removed === null)
    .sort(compareTime);
}

/** The last log lines, newest first: what to have at hand when calling back. */
export function lastContacts(state: CaseState, number: Id, most = 3): readonly Contact[] {
  return contactsOf(state, number).slice(-most).reverse();
}

const POLICE: ReadonlySet<Role> = new Set(ROLES.filter((role) => role !== "other"));

/** Every talk with police that was not removed, by when it began. */
export function policeContacts({ contacts }: Pick<CaseState, "contacts">): readonly Contact[] {
  const police = [...contacts.values()].filter(({ body, removed }) => removed === null && POLICE.has(body.role));
  return police.sort((a, b) => a.body.started - b.body.started);
}
