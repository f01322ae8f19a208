// A time as the phone wrote it, and in words how far its clock was off: nobody has to guess which of two times is right.
import type { Written } from "../domain/written.js";
import { duration, exactTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";

/** Network and rounding may make this much of it. */
export const NOTEWORTHY_MS = 60_000;

/** `at` is another time by the same clock: when a call began, when a picture came. */
export function recordedTime({ at: saved, tz, off = 0 }: Written, at: number = saved): string {
  const time = exactTime(at, tz);
  if (Math.abs(off) <= NOTEWORTHY_MS) return time;
  return t(off > 0 ? "record.clock_slow" : "record.clock_fast", { time, by: duration(Math.abs(off)) });
}
