// When a follow-up is due, in words: "today, 9:00 a.m.", "in 7 days, Monday, November 30, 2026, 9:00 a.m.".
import type { Followup } from "../domain/followup.js";
import { daysUntil } from "../domain/local-time.js";
import type { Ms } from "../domain/records.js";
import { clockTime, relativeDays, shortDate } from "../i18n/dates.js";

export function dueWords({ due, dueAt, zone }: Followup, now: Ms): string {
  const days = relativeDays(daysUntil(due, zone, now));
  return `${days.charAt(0).toUpperCase()}${days.slice(1)} · ${shortDate(dueAt, zone)}, ${clockTime(dueAt, zone)}`;
}
