// How are you? Asked 1, 3, 7, 14 and 30 days after the case began, apart from anything with police.
import type { CaseState } from "./fold.js";
import type { Log } from "./merge.js";
import type { Ms } from "./records.js";
import { current } from "./versions.js";

export const CHECK_IN_DAYS = [1, 3, 7, 14, 30] as const;
export type CheckInDay = (typeof CHECK_IN_DAYS)[number];

const DAY_MS = 24 * 60 * 60 * 1000;

/** When the first thing was written into the case; null while nothing is. */
export function begun(log: Log): Ms | null {
  let first = Infinity;
  for (const { rec } of log.events.values()) first = Math.min(first, rec.at);
  for (const versions of log.fields.values()) for (const { rec } of versions) first = Math.min(first, rec.at);
  return first === Infinity ? null : first;
}

/** The latest that has come and was not answered: whoever was away is asked once, not five times. */
export function checkInDue(start: Ms, answered: number, now: Ms): CheckInDay | null {
  const days = (now - start) / DAY_MS;
  const latest = CHECK_IN_DAYS.findLast((day) => day <= days);
  return latest === undefined || latest <= answered ? null : latest;
}

export function checkInOf(state: CaseState, now: Ms): CheckInDay | null {
  const start = begun(state.log);
  return start === null ? null : checkInDue(start, current(state.log, "support", state.id, "checked_in") ?? 0, now);
}
