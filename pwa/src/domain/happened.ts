// When something happened, apart from when it was saved: "about", "between" and "I don't know" are answers (product A7).
import { isLocalTime, isZone } from "./local-time.js";
import { fitting, maybe, oneOf, record, type Shape, text } from "./shape.js";

export const HAPPENED_KINDS = ["exact", "about", "between", "unknown"] as const;

/** Wall-clock days or minutes, "2026-11-20" or "2026-11-20T23:04", by the clocks of `zone`. */
export interface Happened {
  readonly kind: (typeof HAPPENED_KINDS)[number];
  /** Absent only when nothing is known. */
  readonly from?: string;
  /** Only for "between". */
  readonly to?: string;
  readonly zone?: string;
}

export function isDayOrMinute(value: string): boolean {
  return isLocalTime(value.length === 10 ? `${value}T00:00` : value);
}

const when = fitting(text, "day or minute", isDayOrMinute);

export const happenedShape: Shape = record({
  kind: oneOf(...HAPPENED_KINDS),
  from: maybe(when),
  to: maybe(when),
  zone: maybe(fitting(text, "zone", isZone)),
});

export type HappenedFault = "from_missing" | "from_form" | "to_missing" | "to_form" | "order";

/** What a form holds as a value, or what is wrong with it. A time is added to its day only where there is one. */
export function happenedFrom(kind: Happened["kind"], from: string, to: string, zone: string): Happened | HappenedFault {
  if (kind === "unknown") return { kind };
  if (from === "") return "from_missing";
  if (!isDayOrMinute(from)) return "from_form";
  if (kind !== "between") return { kind, from, zone };
  if (to === "") return "to_missing";
  if (!isDayOrMinute(to)) return "to_form";
  return to.slice(0, Math.min(from.length, to.length)) < from.slice(0, Math.min(from.length, to.length)) ? "order" : { kind, from, to, zone };
}
