// When a follow-up comes and what to ask: the form's state, what it insists on, and the fields it gives.
import type { FollowupFields } from "../domain/fields.js";
import { REPEATS } from "../domain/followups.js";
import { isLocalTime } from "../domain/local-time.js";
import { t } from "../i18n/t.js";
import { check, type FieldState, useField } from "../ui/field-state.js";

export const REPEAT_CHOICES = ["none", "weekly", "two_weeks", "thirty_days", "monthly"] as const;
type Repeat = (typeof REPEAT_CHOICES)[number];

export interface Schedule {
  readonly date: FieldState;
  readonly time: FieldState;
  readonly repeat: FieldState;
  readonly ask: FieldState;
}

/** A rule of another making (a count, an end) shows as no choice and is kept unless one is made. */
export function useSchedule({ due, ask, rule }: Pick<FollowupFields, "due" | "ask" | "rule">): Schedule {
  const repeat = REPEAT_CHOICES.find((choice) => REPEATS[choice] === rule) ?? "";
  return { date: useField(due.slice(0, 10)), time: useField(due.slice(11)), repeat: useField(repeat), ask: useField(ask) };
}

export function checkSchedule({ date, time }: Schedule): boolean {
  const whole = `${date.value.value}T09:00`;
  return check([
    [date, isLocalTime(whole) ? null : t("followups.date_missing")],
    [time, /^\d{2}:\d{2}/.test(time.value.value) ? null : t("followups.time_missing")],
  ]);
}

export function scheduled({ date, time, repeat, ask }: Schedule, keep: string | null = null): Pick<FollowupFields, "due" | "rule" | "ask"> {
  const choice = repeat.value.value;
  const rule = choice === "" ? keep : REPEATS[choice as Repeat];
  return { due: `${date.value.value}T${time.value.value.slice(0, 5)}`, rule, ask: ask.value.value.trim() };
}
