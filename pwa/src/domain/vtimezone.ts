// A time zone as RFC 5545 describes one: every change of its clocks in a span of time, as this browser knows them.
import { isoWithOffset, localTime, offsetMs } from "./local-time.js";
import type { Ms } from "./records.js";

const MINUTE_MS = 60_000;
/** No zone changes its clocks twice within a week. */
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

interface Change {
  readonly at: Ms;
  readonly before: Ms;
  readonly after: Ms;
}

/** The first minute with the new offset, between two instants whose offsets differ. */
function changeBetween(from: Ms, to: Ms, zone: string): Change {
  const [before, after] = [offsetMs(from, zone), offsetMs(to, zone)];
  let [low, high] = [Math.floor(from / MINUTE_MS), Math.ceil(to / MINUTE_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle * MINUTE_MS, zone) === before) low = middle;
    else high = middle;
  }
  return { at: high * MINUTE_MS, before, after };
}

function changes(zone: string, from: Ms, to: Ms): readonly Change[] {
  const found: Change[] = [];
  for (let at = from; at < to; at += WEEK_MS) if (offsetMs(at, zone) !== offsetMs(at + WEEK_MS, zone)) found.push(changeBetween(at, at + WEEK_MS, zone));
  return found;
}

/** `20261130T090000` */
export function basic(local: string): string {
  return `${local.replace(/[-:]/g, "")}00`;
}

/** `-0330` */
function offsetText(at: Ms, zone: string): string {
  return isoWithOffset(at, zone).slice(-6).replace(":", "");
}

function observance(zone: string, all: readonly Change[]): readonly string[] {
  const [first] = all;
  if (first === undefined) return [];
  const kind = first.after > first.before ? "DAYLIGHT" : "STANDARD";
  // Its onset is written by the clocks before it.
  const onset = ({ at, before }: Change): string => basic(new Date(at + before).toISOString().slice(0, 16));
  const later = all.slice(1).map((change) => `RDATE:${onset(change)}`);
  return [`BEGIN:${kind}`, `DTSTART:${onset(first)}`, ...later, `TZOFFSETFROM:${offsetText(first.at - MINUTE_MS, zone)}`, `TZOFFSETTO:${offsetText(first.at, zone)}`, `END:${kind}`];
}

/** What holds at `from`, then each pair of offsets with the times it begins anew. Most calendars know the zone by its name and keep it beyond `to`. */
export function vtimezone(zone: string, from: Ms, to: Ms): readonly string[] {
  const offset = offsetText(from, zone);
  const all = changes(zone, from, to);
  const pairs = new Set(all.map(({ before, after }) => `${String(before)}/${String(after)}`));
  const groups = [...pairs].map((pair) => all.filter(({ before, after }) => pair === `${String(before)}/${String(after)}`));
  const first = ["BEGIN:STANDARD", `DTSTART:${basic(localTime(from, zone))}`, `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, "END:STANDARD"];
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...first, ...groups.flatMap((group) => observance(zone, group)), "END:VTIMEZONE"];
}
