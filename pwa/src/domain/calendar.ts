// Follow-ups as a calendar file (RFC 5545): neutral words only, since calendars are often shared.
import type { Followup } from "./followup.js";
import { instantOf, type LocalTime, localTime } from "./local-time.js";
import { lastOccurrence, parseRule } from "./recurrence.js";
import type { Ms } from "./records.js";
import { basic, vtimezone } from "./vtimezone.js";

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;
const REPEATED_YEARS = 10;
const LINE_OCTETS = 75;

/** TEXT, RFC 5545 3.3.11. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
}

/** RFC 5545 3.1: no line above 75 octets, no character torn. */
export function folded(line: string): string {
  const lines: string[] = [];
  let [current, octets] = ["", 0];
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length;
    if (octets + size > LINE_OCTETS) {
      lines.push(current);
      [current, octets] = ["", 1];
    }
    current += letter;
    octets += size;
  }
  return [...lines, current].join("\r\n ");
}

function alarm(title: string): readonly string[] {
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(title)}`, "TRIGGER:PT0S", "END:VALARM"];
}

/** The time of a series that was put off, and until when; null when the series falls on that time by itself. */
function putOff({ due, dueAt, zone, rule }: Followup): { readonly from: LocalTime; readonly to: LocalTime } | null {
  const parsed = rule === null ? null : parseRule(rule);
  const moved = parsed === null ? null : lastOccurrence(due, zone, parsed, dueAt);
  return moved === null || moved.at === dueAt ? null : { from: moved.local, to: localTime(dueAt, zone) };
}

/** One UID for good and a SEQUENCE that grows: a file read again moves what the calendar has, or takes it off. */
function event({ id, zone, rev, state }: Followup, title: string, now: Ms, start: LocalTime, of: string | null): readonly string[] {
  const open = state === "open";
  return [
    "BEGIN:VEVENT",
    `UID:${id}`,
    `SEQUENCE:${String(rev)}`,
    `DTSTAMP:${basic(new Date(now).toISOString().slice(0, 16))}Z`,
    `DTSTART;TZID=${zone}:${basic(start)}`,
    "DURATION:PT15M",
    ...(of === null ? [] : [of]),
    `SUMMARY:${escaped(title)}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    `STATUS:${open ? "CONFIRMED" : "CANCELLED"}`,
    ...(open ? alarm(title) : []),
    "END:VEVENT",
  ];
}

/** One event; of a series with one time put off two: the series, and that time in its new place. */
function events(followup: Followup, title: string, now: Ms): readonly string[] {
  const { due, dueAt, zone, rule, state } = followup;
  if (rule === null) return event(followup, title, now, localTime(dueAt, zone), null);
  const series = event(followup, title, now, localTime(instantOf(due, zone), zone), `RRULE:${rule}`);
  const moved = state === "open" ? putOff(followup) : null;
  return moved === null ? series : [...series, ...event(followup, title, now, moved.to, `RECURRENCE-ID;TZID=${zone}:${basic(moved.from)}`)];
}

/** Open ones, and those that a calendar may still hold in its future. */
export function inCalendar({ state, dueAt, rule }: Followup, now: Ms): boolean {
  return state === "open" || dueAt > now || rule !== null;
}

function zoneLines(followups: readonly Followup[]): readonly string[] {
  return [...new Set(followups.map(({ zone }) => zone))].flatMap((zone) => {
    const all = followups.filter((followup) => followup.zone === zone);
    const first = Math.min(...all.map(({ dueAt }) => dueAt));
    const last = Math.max(...all.map(({ dueAt, rule }) => dueAt + (rule === null ? 1 : REPEATED_YEARS) * YEAR_MS));
    return vtimezone(zone, first - YEAR_MS, last);
  });
}

/** Of at least one: a calendar of nothing is none. */
export function calendarOf(followups: readonly Followup[], title: string, now: Ms): string {
  const shown = followups.filter((followup) => inCalendar(followup, now));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Holdfast//Holdfast//EN", "CALSCALE:GREGORIAN", ...zoneLines(shown), ...shown.flatMap((followup) => events(followup, title, now)), "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
