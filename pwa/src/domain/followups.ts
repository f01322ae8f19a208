// Follow-ups in time: due, coming and done, the suggested rhythm, and what Done and Tomorrow mean.
import { compareText } from "./canonical.js";
import type { FollowupFields } from "./fields.js";
import type { CaseState } from "./fold.js";
import type { Followup } from "./followup.js";
import { addDays, type LocalTime, localTime } from "./local-time.js";
import { formatRule, nextOccurrence, parseRule } from "./recurrence.js";
import type { Id, Ms } from "./records.js";

export interface FollowupLists {
  readonly due: readonly Followup[];
  readonly coming: readonly Followup[];
  readonly done: readonly Followup[];
}

const soonestFirst = (a: Followup, b: Followup): number => a.dueAt - b.dueAt || compareText(a.id, b.id);

export function followupLists(followups: Iterable<Followup>, now: Ms): FollowupLists {
  const all = [...followups].sort(soonestFirst);
  const open = all.filter(({ state }) => state === "open");
  return {
    due: open.filter(({ dueAt }) => dueAt <= now),
    coming: open.filter(({ dueAt }) => dueAt > now),
    done: all.filter(({ state }) => state === "done").reverse(),
  };
}

/** The server's zone rules may be newer than this phone's: it knocks up to an hour early, and who is done then is done with that time. */
const EARLY_MS = 2 * 60 * 60 * 1000;

/** Done. A repeating one moves to its next time and stays open; a rule's COUNT goes down by the times that are past. */
export function whenDone(followup: Pick<Followup, "due" | "dueAt" | "zone" | "rule">, now: Ms): Partial<Omit<FollowupFields, "rev">> {
  const rule = followup.rule === null ? null : parseRule(followup.rule);
  if (rule === null) return { state: "done" };
  const next = nextOccurrence(followup.due, followup.zone, rule, Math.max(now + EARLY_MS, followup.dueAt));
  if (next === null) return { state: "done" };
  if (rule.count === undefined) return { due: next.local };
  return { due: next.local, rule: formatRule({ ...rule, count: rule.count - next.before }) };
}

/** The same time of day tomorrow, by the follow-up's own zone. Of one that repeats only this time moves: Tuesdays stay Tuesdays. */
export function whenTomorrow({ due, zone, rule }: Pick<Followup, "due" | "zone" | "rule">, now: Ms): { readonly due: LocalTime } | { readonly snoozed: LocalTime } {
  const then = addDays(`${localTime(now, zone).slice(0, 10)}T${due.slice(11)}`, 1);
  return rule === null ? { due: then } : { snoozed: then };
}

/** What an answer given at that moment makes of the follow-up. */
export function whenAnswered(followup: Pick<Followup, "due" | "dueAt" | "zone" | "rule">, act: "done" | "tomorrow", at: Ms): Partial<Omit<FollowupFields, "rev">> {
  return act === "done" ? whenDone(followup, at) : whenTomorrow(followup, at);
}

const MORNING = "09:00";
const RHYTHM_DAYS = [7, 14] as const;
const LATER_DAYS = 30;
const URGENT_DAYS = 2;

/** Apps whose messages go by themselves; the facts on each are in the guides. */
const DISAPPEARS = /snapchat|instagram|messenger|whatsapp|telegram|signal/i;

/** The app of an account in the record where what was sent may be gone soon. */
export function whereDataDisappears({ profiles }: Pick<CaseState, "profiles">): string | undefined {
  return [...profiles.values()].map(({ platform }) => platform.trim()).find((platform) => DISAPPEARS.test(platform));
}

/** After a file number: 7 days, 14 days, then every 30; in 48 hours where data disappears. `earlier`: follow-ups this number has had. */
export function suggestedDue(now: Ms, zone: string, earlier: number, urgent = false): LocalTime {
  const days = urgent && earlier === 0 ? URGENT_DAYS : (RHYTHM_DAYS[earlier] ?? LATER_DAYS);
  return addDays(`${localTime(now, zone).slice(0, 10)}T${MORNING}`, days);
}

export const REPEATS = {
  none: null,
  weekly: "FREQ=WEEKLY",
  two_weeks: "FREQ=WEEKLY;INTERVAL=2",
  thirty_days: "FREQ=DAILY;INTERVAL=30",
  monthly: "FREQ=MONTHLY",
} as const;

/** The follow-ups of one number, removed ones left out. */
export function followupsOf(followups: Iterable<Followup>, number: Id): readonly Followup[] {
  return [...followups].filter((followup) => followup.number === number && followup.state !== "removed").sort(soonestFirst);
}
