// Follow-ups as a calendar file (RFC 5545): neutral words only, since calendars are often shared.
import type { Followup } from "./followup.js";
import { instantOf, localTime } from "./local-time.js";
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

/** One UID for good and a SEQUENCE that grows: a file read again moves what the calendar has, or takes it off. */
function event({ id, due, zone, rule, rev, state }: Followup, title: string, now: Ms): readonly string[] {
  const open = state === "open";
  return [
    "BEGIN:VEVENT",
    `UID:${id}`,
    `SEQUENCE:${String(rev)}`,
    `DTSTAMP:${basic(new Date(now).toISOString().slice(0, 16))}Z`,
    `DTSTART;TZID=${zone}:${basic(localTime(instantOf(due, zone), zone))}`,
    "DURATION:PT15M",
    ...(rule === null ? [] : [`RRULE:${rule}`]),
    `SUMMARY:${escaped(title)}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    `STATUS:${open ? "CONFIRMED" : "CANCELLED"}`,
    ...(open ? alarm(title) : []),
    "END:VEVENT",
  ];
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
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Holdfast//Holdfast//EN", "CALSCALE:GREGORIAN", ...zoneLines(shown), ...shown.flatMap((followup) => event(followup, title, now)), "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
