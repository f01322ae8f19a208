// Zone arithmetic: between instants and what a clock on the wall says, daylight saving included.
import type { Ms } from "./records.js";

/** What the wall clock says: `YYYY-MM-DDTHH:MM`. */
export type LocalTime = string;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for a zone this browser does not know. */
function formatterFor(zone: string): Intl.DateTimeFormat {
  const kept = formatters.get(zone);
  if (kept !== undefined) return kept;
  const numeric = "numeric";
  const made = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone, hourCycle: "h23", era: "short",
    year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric,
  });
  formatters.set(zone, made);
  return made;
}

export function isZone(zone: string): boolean {
  try {
    formatterFor(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The wall clock read as if it were UTC, to the millisecond. */
function wall(at: Ms, zone: string): Ms {
  const parts = new Map(formatterFor(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const second = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return second + (((at % 1000) + 1000) % 1000);
}

/** How far the zone's clock is ahead of UTC at that instant. */
export function offsetMs(at: Ms, zone: string): Ms {
  return wall(at, zone) - at;
}

function parse(local: LocalTime): Ms {
  const [, year, month, day, hour, minute] = (LOCAL.exec(local) ?? []).map(Number);
  const at = Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute);
  if (Number.isNaN(at) || print(at) !== local) throw new RangeError("local time");
  return at;
}

function print(wallMs: Ms): LocalTime {
  return new Date(wallMs).toISOString().slice(0, 16);
}

export function isLocalTime(text: string): boolean {
  const at = LOCAL.test(text) ? Date.parse(`${text}Z`) : NaN;
  return !Number.isNaN(at) && print(at) === text;
}

export function localTime(at: Ms, zone: string): LocalTime {
  return print(wall(at, zone));
}

/**
 * The instant a wall clock shows this. Shown twice (clocks go back): the first. Never shown (clocks go forward): as far
 * after the jump as it was meant to be after midnight, as RFC 5545 and Python's zoneinfo (fold 0) have it.
 */
export function instantOf(local: LocalTime, zone: string): Ms {
  const meant = parse(local);
  const before = offsetMs(meant - DAY_MS, zone);
  const after = offsetMs(meant + DAY_MS, zone);
  const shownWith = [before, after].filter((offset) => offsetMs(meant - offset, zone) === offset);
  const earliest = shownWith.map((offset) => meant - offset).sort((a, b) => a - b)[0];
  return earliest ?? meant - before;
}

/** Whole days later by the calendar: 9:00 stays 9:00. */
export function addDays(local: LocalTime, days: number): LocalTime {
  return print(parse(local) + days * DAY_MS);
}

/** Null when that month has no such day. */
export function addMonths(local: LocalTime, months: number): LocalTime | null {
  const from = new Date(parse(local));
  const to = new Date(from);
  to.setUTCMonth(from.getUTCMonth() + months);
  return to.getUTCDate() === from.getUTCDate() ? print(to.getTime()) : null;
}

/** Calendar days from now's date to that date, by the zone's clock: 0 today, 1 tomorrow, -1 yesterday. */
export function daysUntil(local: LocalTime, zone: string, now: Ms): number {
  const midnight = (time: LocalTime): Ms => parse(`${time.slice(0, 10)}T00:00`);
  return Math.round((midnight(local) - midnight(localTime(now, zone))) / DAY_MS);
}

/** `2026-11-23T05:19:16.123-08:00`. */
export function isoWithOffset(at: Ms, zone: string): string {
  const offset = Math.round(offsetMs(at, zone) / MINUTE_MS);
  const size = Math.abs(offset);
  const two = (n: number): string => String(n).padStart(2, "0");
  const suffix = `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return new Date(at + offset * MINUTE_MS).toISOString().slice(0, -1) + suffix;
}
