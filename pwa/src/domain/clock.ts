// What runs out or comes back apart from a call: a device that police took, data that a company keeps for now, a link for sending files.
import { addDays, type LocalTime, localTime } from "./local-time.js";
import type { Ms } from "./records.js";

export const CLOCKS = ["seized", "preservation", "upload_link"] as const;
export type ClockKind = (typeof CLOCKS)[number];

/** Days are `YYYY-MM-DD`. A blank is absent. */
// A type and not an interface: it is the value of a set.
export type Clock = {
  readonly kind: ClockKind;
  /** The device, the account or company, or what the link is for. */
  readonly item?: string;
  readonly receipt?: string;
  readonly officer?: string;
  /** When it was taken, asked for, or sent. */
  readonly since?: string;
  /** When it is to come back, or ends, as police said. */
  readonly until?: string;
};

const MORNING = "09:00";
/** A preservation demand holds for so long (law.preserve_demand); asked about while there is time to do something. */
const DEMAND_DAYS = 21;
const BEFORE_IT_ENDS_DAYS = 5;
const UNKNOWN_DAYS: Readonly<Record<ClockKind, number>> = { seized: 30, preservation: 2, upload_link: 2 };

const day = (local: LocalTime): string => local.slice(0, 10);
const morning = (date: string, days: number): LocalTime => addDays(`${date}T${MORNING}`, days);

function wanted({ kind, since, until }: Clock, today: string): LocalTime {
  if (until !== undefined) return morning(until, kind === "seized" ? 0 : -1);
  if (kind === "preservation" && since !== undefined) return morning(since, DEMAND_DAYS - BEFORE_IT_ENDS_DAYS);
  return morning(today, UNKNOWN_DAYS[kind]);
}

/** When to ask about it: in time, and never in the past. */
export function clockDue(clock: Clock, now: Ms, zone: string): LocalTime {
  const due = wanted(clock, day(localTime(now, zone)));
  const soon = localTime(now + 60 * 60 * 1000, zone);
  return due < soon ? soon : due;
}

/** A device that is away is asked about again and again; the others end by themselves. */
export function clockRule({ kind }: Clock): string | null {
  return kind === "seized" ? "FREQ=DAILY;INTERVAL=30" : null;
}
