// When a follow-up comes, how it repeats and what to ask: the form's state, what it insists on, and the fields it gives.
import type { FollowupFields } from "../domain/fields.js";
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

/** Shows what is there, whichever Holdfast wrote it. */
export function useSchedule({ due, ask, rule: text, zone }: Pick<FollowupFields, "due" | "ask" | "rule" | "zone">): Schedule {
  const rule = text === null ? null : parseRule(text);
  return {
    date: useField(due.slice(0, 10)),
    time: useField(due.slice(11)),
    repeat: useField(presetOf(rule)),
    every: useField(String(rule?.interval ?? 1)),
    unit: useField(rule?.freq ?? "WEEKLY"),
    ends: useField(rule?.until !== undefined ? "day" : rule?.count !== undefined ? "times" : "never"),
    until: useField(rule?.until === undefined ? "" : localTime(rule.until, zone).slice(0, 10)),
    times: useField(rule?.count === undefined ? "" : String(rule.count)),
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

export function checkSchedule(form: Schedule): boolean {
  const { date, time, repeat, every, ends, until, times } = form;
  const repeats = repeat.value.value !== "none";
  return check([
    [date, isDay(date) ? null : t("followups.date_missing")],
    [time, /^\d{2}:\d{2}/.test(time.value.value) ? null : t("followups.time_missing")],
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
