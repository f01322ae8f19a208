// How a case ended, for now: the outcome that holds, and whether anything goes on after it.
import { compareText } from "./canonical.js";
import { policeContacts } from "./contact-log.js";
import type { CaseState, Outcome } from "./fold.js";
import { isLocalTime, localTime } from "./local-time.js";
import type { OutcomeBody } from "./records.js";

export type OutcomeKind = OutcomeBody["kind"];

/** The outcome code of a contact in which police said that the file is closed. */
const CLOSED = "closed";

export const isDay = (on: string | undefined): on is string => on !== undefined && isLocalTime(`${on}T00:00`);

/** The day it was decided or told; where that is not known, the day it was written down. */
export function outcomeDay({ body: { on }, at, tz }: Outcome): string {
  return isDay(on) ? on : localTime(at, tz).slice(0, 10);
}

const byDay = (a: Outcome, b: Outcome): number => compareText(outcomeDay(a), outcomeDay(b)) || a.at - b.at || compareText(a.id, b.id);

/** Those that were not taken back, the one that holds last. */
export const outcomesOf = ({ outcomes }: Pick<CaseState, "outcomes">): readonly Outcome[] => [...outcomes.values()].filter(({ removed }) => removed === null).sort(byDay);

/** Null where nothing was written down, and where the file was opened again. */
export function outcomeOf(state: Pick<CaseState, "outcomes">): Outcome | null {
  const last = outcomesOf(state).at(-1);
  return last === undefined || last.body.kind === "reopened" ? null : last;
}

const GOES_ON: ReadonlySet<OutcomeKind> = new Set(["charges", "abroad"]);

/** Nothing more is to be expected from police by itself: a warning, restorative justice, a closed file. */
export function isOver({ body }: Outcome): boolean {
  return !GOES_ON.has(body.kind);
}

/** Police said last that the file is closed, and nobody wrote down since how it ended. */
export function saidClosed(state: Pick<CaseState, "contacts" | "outcomes">): boolean {
  const last = policeContacts(state).at(-1);
  if (last?.body.outcomes?.includes(CLOSED) !== true) return false;
  return !outcomesOf(state).some(({ at }) => at >= last.body.started);
}
