// One line of time over everything in a packet: by when it happened where that is known, else by when it was recorded.
import { compareText } from "../canonical.js";
import type { Happened } from "../happened.js";
import { instantOf } from "../local-time.js";
import type { Ms } from "../records.js";
import type { TimelineEntry } from "./record.js";
import { instant } from "./written.js";

export interface Dated {
  readonly kind: TimelineEntry["kind"];
  readonly ref: string;
  readonly at: Ms;
  readonly tz: string;
  readonly happened?: Happened | null;
}

interface Placed {
  readonly entry: TimelineEntry;
  readonly at: Ms;
}

function placed({ kind, ref, at, tz, happened }: Dated): Placed {
  const from = happened?.from;
  if (from === undefined) return { entry: { when: instant(at, { tz }), of: "recorded", kind, ref }, at };
  const minute = from.length === 10 ? `${from}T00:00` : from;
  return { entry: { when: from, of: "happened", kind, ref }, at: instantOf(minute, happened?.zone ?? tz) };
}

export function packetTimeline(dated: readonly Dated[]): readonly TimelineEntry[] {
  return dated
    .map(placed)
    .sort((a, b) => a.at - b.at || compareText(a.entry.kind, b.entry.kind) || compareText(a.entry.ref, b.entry.ref))
    .map(({ entry }) => entry);
}
