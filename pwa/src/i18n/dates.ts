// Dates, times and sizes as a person in Canada reads them, in the language on screen.
import { localeOf } from "./catalogue.js";
import { language } from "./t.js";

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = localeOf(language());
  const key = locale + JSON.stringify(options);
  const kept = cache.get(key);
  if (kept !== undefined) return kept;
  const made = new Intl.DateTimeFormat(locale, options);
  cache.set(key, made);
  return made;
}

const inZone = (zone: string | undefined): Intl.DateTimeFormatOptions => (zone === undefined ? {} : { timeZone: zone });

/** "Monday, November 23, 2026". Without a zone, the phone's. */
export function longDate(at: number, zone?: string): string {
  return formatter({ weekday: "long", year: "numeric", month: "long", day: "numeric", ...inZone(zone) }).format(at);
}

/** "Nov. 23, 2026". */
export function shortDate(at: number, zone?: string): string {
  return formatter({ year: "numeric", month: "short", day: "numeric", ...inZone(zone) }).format(at);
}

/** "Nov. 23, 2026", from "2026-11-23". */
export function dayWords(day: string): string {
  return shortDate(Date.parse(`${day}T12:00Z`), "UTC");
}

/** "November 2026", from "2026-11". */
export function monthOf(month: string): string {
  return formatter({ year: "numeric", month: "long", timeZone: "UTC" }).format(Date.parse(`${month}-01T12:00Z`));
}

/** "5:19 a.m.", never split over two lines. */
export function clockTime(at: number, zone?: string): string {
  return formatter({ hour: "numeric", minute: "2-digit", ...inZone(zone) }).format(at).replaceAll(" ", "\u00a0");
}

/** "Nov. 23, 2026, 5:19:16 a.m. PST": for what may be read in court. */
export function exactTime(at: number, zone?: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "long" };
  return formatter({ ...options, ...inZone(zone) }).format(at);
}

const SPANS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** "7 minutes", "3 hours", "2 days": the largest of which there are two at least. */
export function duration(ms: number): string {
  const [unit, length] = SPANS.find(([, span]) => ms >= 2 * span) ?? SPANS[2];
  return new Intl.NumberFormat(localeOf(language()), { style: "unit", unit, unitDisplay: "long" }).format(Math.round(ms / length));
}

/** "in 3 days", "yesterday". */
export function relativeDays(days: number): string {
  return new Intl.RelativeTimeFormat(localeOf(language()), { numeric: "auto" }).format(days, "day");
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Powers of 1000, as phones show them. */
export function fileSize(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const options: Intl.NumberFormatOptions = { style: "unit", unit: UNITS[power] ?? "byte", unitDisplay: "short", maximumFractionDigits: power > 1 ? 1 : 0 };
  return new Intl.NumberFormat(localeOf(language()), options).format(bytes / 1000 ** power).replaceAll(" ", "\u00a0");
}
