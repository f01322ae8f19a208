// Where on the path a case stands, from what the record holds: it opens the right part of the guide, and decides nothing.
import { policeContacts } from "./contact-log.js";
import type { CaseState, Contact } from "./fold.js";
import { outcomeOf, saidClosed } from "./outcome.js";
import type { Ms } from "./records.js";

export const STAGES = ["now", "calling", "waiting", "visit", "months", "outcome"] as const;
export type Stage = (typeof STAGES)[number];

const DAY_MS = 24 * 60 * 60 * 1000;
/** For a day after a visit, what to ask before the officer leaves still matters most. */
const VISIT_MS = DAY_MS;
/** With a file number and no visit, the wait for an officer gives way to the months of calling back. */
const WAITING_MS = 7 * DAY_MS;

const kept = <T extends { readonly removed: unknown }>(items: Iterable<T>): readonly T[] => [...items].filter(({ removed }) => removed === null || removed === false);

/** Outcome is never guessed: one was written down, or the last contact with police said that the file is closed. */
export function stageOf(state: CaseState | null, now: Ms): Stage {
  if (state === null) return "now";
  if (outcomeOf(state) !== null || saidClosed(state)) return "outcome";
  const police = policeContacts(state);
  const hasFile = kept(state.numbers.values()).some(({ body }) => body.kind === "police_file");
  if (police.length > 0) return afterContact(police, hasFile, now);
  if (hasFile) return "months";
  const proof = kept(state.exhibits.values()).length + kept(state.notes.values()).filter(({ text }) => text.trim() !== "").length;
  return proof === 0 ? "now" : "calling";
}

function afterContact(police: readonly Contact[], hasFile: boolean, now: Ms): "waiting" | "visit" | "months" {
  const visits = police.filter(({ body }) => body.kind === "visit");
  const latest = (contacts: readonly Contact[]): Ms => Math.max(...contacts.map(({ body }) => body.started));
  if (visits.length > 0) return now - latest(visits) < VISIT_MS ? "visit" : "months";
  return hasFile && now - latest(police) >= WAITING_MS ? "months" : "waiting";
}
