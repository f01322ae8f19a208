// The part of RFC 5545 that reminders use: daily, weekly and monthly, by the wall clock of a zone.
import { addDays, addMonths, instantOf, type LocalTime, localTime } from "./local-time.js";
import type { Ms } from "./records.js";

export interface Rule {
  readonly freq: "DAILY" | "WEEKLY" | "MONTHLY";
  readonly interval: number;
  readonly count?: number;
  /** UTC, from `UNTIL=20261231T170000Z`. */
  readonly until?: Ms;
}

const UNTIL = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const MOST = 10_000;

function positive(text: string): number | null {
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : null;
}

function untilOf(text: string): Ms | null {
  const at = Date.parse(text.replace(UNTIL, "$1-$2-$3T$4:$5:$6Z"));
  return UNTIL.test(text) && !Number.isNaN(at) ? at : null;
}

function partsOf(text: string): ReadonlyMap<string, string> | null {
  const parts = text.split(";").map((part) => part.split("="));
  const map = new Map(parts.map(([name, value]) => [name ?? "", value ?? ""]));
  return map.size === parts.length && parts.every((part) => part.length === 2) ? map : null;
}

/** Null for anything else: an unknown part is refused, not ignored. */
export function parseRule(text: string): Rule | null {
  const parts = text.startsWith("FREQ=") ? partsOf(text) : null;
  if (parts === null || [...parts.keys()].some((name) => !["FREQ", "INTERVAL", "COUNT", "UNTIL"].includes(name))) return null;
  const freq = parts.get("FREQ");
  const interval = positive(parts.get("INTERVAL") ?? "1");
  const count = parts.has("COUNT") ? positive(parts.get("COUNT") ?? "") : undefined;
  const until = parts.has("UNTIL") ? untilOf(parts.get("UNTIL") ?? "") : undefined;
  if ((freq !== "DAILY" && freq !== "WEEKLY" && freq !== "MONTHLY") || interval === null || count === null || until === null) return null;
  if (count !== undefined && until !== undefined) return null;
  return { freq, interval, ...(count === undefined ? {} : { count }), ...(until === undefined ? {} : { until }) };
}

export function formatRule({ freq, interval, count, until }: Rule): string {
  const parts = [`FREQ=${freq}`];
  if (interval !== 1) parts.push(`INTERVAL=${String(interval)}`);
  if (count !== undefined) parts.push(`COUNT=${String(count)}`);
  if (until !== undefined) parts.push(`UNTIL=${new Date(until).toISOString().replace(/[-:]|\.\d{3}/g, "")}`);
  return parts.join(";");
}

/** Step `n` of the series; null where a month has no such day, which RFC 5545 skips. */
function step(first: LocalTime, { freq, interval }: Rule, n: number): LocalTime | null {
  if (freq === "MONTHLY") return addMonths(first, n * interval);
  return addDays(first, n * interval * (freq === "WEEKLY" ? 7 : 1));
}

/**
 * The series from its first time on. A first time that no clock shows repeats at the time it fell on, since the server
 * knows the first one as an instant.
 */
function* occurrences(first: LocalTime, zone: string, rule: Rule): Generator<{ readonly local: LocalTime; readonly at: Ms; readonly before: number }> {
  const start = localTime(instantOf(first, zone), zone);
  let before = 0;
  for (let n = 0; n < MOST; n++) {
    const local = step(start, rule, n);
    if (local === null) continue;
    if (rule.count !== undefined && before >= rule.count) return;
    const at = instantOf(local, zone);
    if (rule.until !== undefined && at > rule.until) return;
    yield { local, at, before };
    before += 1;
  }
}

/** The first occurrence after that instant, and how many came up to then; null when the series has ended. */
export function nextOccurrence(first: LocalTime, zone: string, rule: Rule, after: Ms): { readonly local: LocalTime; readonly before: number } | null {
  for (const { local, at, before } of occurrences(first, zone, rule)) if (at > after) return { local, before };
  return null;
}

/** The last occurrence up to that instant; null before the first. */
export function lastOccurrence(first: LocalTime, zone: string, rule: Rule, upTo: Ms): { readonly local: LocalTime; readonly at: Ms } | null {
  let last = null;
  for (const { local, at } of occurrences(first, zone, rule)) {
    if (at > upTo) break;
    last = { local, at };
  }
  return last;
}
