// When a follow-up comes, how it repeats and what to ask: the form's state, what it insists on, and the fields it gives.
import type { FollowupFields } from "../domain/fields.js";
import type { Ms } from "../domain/records.js";
import { REPEATS } from "../domain/followups.js";
import { instantOf, isLocalTime, localTime } from "../domain/local-time.js";
import { formatRule, parseRule, type Rule } from "../domain/recurrence.js";
import { t } from "../i18n/t.js";
import { check, type FieldState, useField } from "../ui/field-state.js";

export const REPEAT_CHOICES = ["none", "weekly", "two_weeks", "thirty_days", "monthly", "custom"] as const;
type Preset = keyof typeof REPEATS;

export const UNITS = ["DAILY", "WEEKLY", "MONTHLY"] as const;
export const ENDS = ["never", "day", "times"] as const;

export interface Schedule {
  readonly date: FieldState;
  readonly time: FieldState;
  readonly repeat: FieldState;
  /** Of "custom": every so many days, weeks or months. */
  readonly every: FieldState;
  readonly unit: FieldState;
  readonly ends: FieldState;
  readonly until: FieldState;
  readonly times: FieldState;
  readonly ask: FieldState;
}

const LAST_MINUTE = "T23:59";

function presetOf(rule: Rule | null): Preset | "custom" {
  if (rule === null) return "none";
  const plain = formatRule({ freq: rule.freq, interval: rule.interval });
  return (Object.keys(REPEATS) as Preset[]).find((choice) => REPEATS[choice] === plain) ?? "custom";
}

type Planned = Pick<FollowupFields, "due" | "ask" | "rule" | "zone">;

/** What the form shows of it, whichever Holdfast wrote it. */
function shownOf({ due, ask, rule: text, zone }: Planned): Readonly<Record<keyof Schedule, string>> {
  const rule = text === null ? null : parseRule(text);
  return {
    date: due.slice(0, 10),
    time: due.slice(11),
    repeat: presetOf(rule),
    every: String(rule?.interval ?? 1),
    unit: rule?.freq ?? "WEEKLY",
    ends: rule?.until !== undefined ? "day" : rule?.count !== undefined ? "times" : "never",
    until: rule?.until === undefined ? "" : localTime(rule.until, zone).slice(0, 10),
    times: rule?.count === undefined ? "" : String(rule.count),
    ask,
  };
}

export function useSchedule(planned: Planned): Schedule {
  const { date, time, repeat, every, unit, ends, until, times, ask } = shownOf(planned);
  return {
    date: useField(date),
    time: useField(time),
    repeat: useField(repeat),
    every: useField(every),
    unit: useField(unit),
    ends: useField(ends),
    until: useField(until),
    times: useField(times),
    ask: useField(ask),
  };
}

const isCount = ({ value }: FieldState): boolean => /^[1-9]\d{0,2}$/.test(value.value.trim());
const isDay = ({ value }: FieldState): boolean => isLocalTime(`${value.value}${LAST_MINUTE}`);

function untilProblem({ ends, until, date }: Schedule): string | null {
  if (ends.value.value !== "day") return null;
  if (!isDay(until)) return t("followups.date_missing");
  return until.value.value < date.value.value ? t("followups.until_early") : null;
}

/** Where it must be ahead of the clocks of a zone: a reminder of a time that is over would knock at once. */
function pastProblem(form: Schedule, ahead: Ahead | null): string | null {
  return ahead === null || !isDay(form.date) || !hasTime(form) || instantOf(scheduled(form, ahead.zone).due, ahead.zone) > ahead.now ? null : t("followups.past");
}

const hasTime = ({ time }: Schedule): boolean => /^\d{2}:\d{2}/.test(time.value.value);

interface Ahead {
  readonly zone: string;
  readonly now: Ms;
}

export function checkSchedule(form: Schedule, ahead: Ahead | null): boolean {
  const { date, time, repeat, every, ends, until, times } = form;
  const repeats = repeat.value.value !== "none";
  return check([
    [date, isDay(date) ? null : t("followups.date_missing")],
    [time, hasTime(form) ? pastProblem(form, ahead) : t("followups.time_missing")],
    [every, repeat.value.value !== "custom" || isCount(every) ? null : t("followups.number_missing")],
    [until, repeats ? untilProblem(form) : null],
    [times, !repeats || ends.value.value !== "times" || isCount(times) ? null : t("followups.number_missing")],
  ]);
}

function ruleOf({ repeat, every, unit, ends, until, times }: Schedule, zone: string): string | null {
  const choice = repeat.value.value as Preset | "custom";
  const base = choice === "custom" ? { freq: unit.value.value as Rule["freq"], interval: Number(every.value.value) } : parseRule(REPEATS[choice] ?? "");
  if (base === null) return null;
  if (ends.value.value === "day") return formatRule({ ...base, until: instantOf(`${until.value.value}${LAST_MINUTE}`, zone) });
  return formatRule(ends.value.value === "times" ? { ...base, count: Number(times.value.value) } : base);
}

export function scheduled(form: Schedule, zone: string): Pick<FollowupFields, "due" | "rule" | "ask"> {
  const { date, time, ask } = form;
  return { due: `${date.value.value}T${time.value.value.slice(0, 5)}`, rule: ruleOf(form, zone), ask: ask.value.value.trim() };
}

const REPEATING = ["repeat", "every", "unit", "ends", "until", "times"] as const;

/** What was changed and nothing else, so that it undoes nothing of another phone: only another date or time is by the clocks of here, and only it or another repeat asks anew. */
export function rescheduled(form: Schedule, followup: Planned & Pick<FollowupFields, "state">, here: string): Partial<Omit<FollowupFields, "rev">> {
  const before = shownOf(followup);
  const moved = scheduled(form, followup.zone).due !== followup.due;
  const repeats = REPEATING.some((name) => form[name].value.value !== before[name]);
  const zone = moved ? here : followup.zone;
  const { due, rule, ask } = scheduled(form, zone);
  return {
    ...(moved ? { due, zone, snoozed: null } : {}),
    ...((moved || repeats) && rule !== followup.rule ? { rule } : {}),
    ...(ask === followup.ask ? {} : { ask }),
    ...(moved || repeats || followup.state !== "open" ? { state: "open" as const } : {}),
  };
}
