// The hybrid logical clock: later writes get later stamps even when a phone's clock jumps back.
import type { Hlc, Ms } from "./records.js";

export const HLC_ZERO: Hlc = [0, 0];

export function compareHlc(a: Hlc, b: Hlc): number {
  return a[0] - b[0] || a[1] - b[1];
}

/** The stamp for a write now: after every stamp made or seen before. */
export function tick(last: Hlc, now: Ms): Hlc {
  return now > last[0] ? [now, 0] : [last[0], last[1] + 1];
}

/** Call for each stamp read from another phone. */
export function observe(last: Hlc, seen: Hlc): Hlc {
  return compareHlc(seen, last) > 0 ? seen : last;
}
