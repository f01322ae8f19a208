// The ladder: whom to ask for next when police say no. Words for each rung are in the guide "police_words".
import type { ContactBody, Ms, Role } from "./records.js";

export const RUNGS = ["complaint_taker", "supervisor", "watch_commander", "other_door"] as const;
export type Rung = (typeof RUNGS)[number];

/** The outcome code of a contact in which police would not take the report, or would do nothing. */
export const REFUSED = "refused";

/** What leads to the next rung: asking on the same call, a new call to the same service, or another service. */
export type Way = "same_call" | "call_again" | "other_service";

export interface Climb {
  readonly to: Rung;
  readonly way: Way;
}

const CLIMBS: Readonly<Record<Rung, Climb | null>> = {
  complaint_taker: { to: "supervisor", way: "same_call" },
  supervisor: { to: "watch_commander", way: "call_again" },
  watch_commander: { to: "other_door", way: "other_service" },
  other_door: null,
};

/** Null on the last rung: from there, another door can be tried again, but nothing is higher. */
export function climbFrom(rung: Rung): Climb | null {
  return CLIMBS[rung];
}

/** An officer who brushes it off stands where the supervisor does: the Watch Commander is next. */
const RUNG_OF: Readonly<Record<Role, Rung | null>> = {
  complaint_taker: "complaint_taker",
  supervisor: "supervisor",
  officer: "supervisor",
  watch_commander: "watch_commander",
  other: null,
};

/** Null for whoever is not of the police. */
export function rungOf(role: Role): Rung | null {
  return RUNG_OF[role];
}

interface Answer {
  readonly body: Pick<ContactBody, "role" | "service" | "started" | "outcomes">;
}

const refused = ({ body }: Answer): boolean => body.outcomes?.includes(REFUSED) ?? false;
const earlier = (a: Answer, b: Answer): Ms => a.body.started - b.body.started;

export interface Position {
  readonly rung: Rung;
  /** How it was reached; null on the first rung. */
  readonly way: Way | null;
  /** Which service said no last; null when none did. */
  readonly service: string | null;
}

const START: Position = { rung: "complaint_taker", way: null, service: null };

/**
 * Where the next call starts, from the answers so far: one step above the last refusal. A later yes, from anyone in police,
 * ends the climb; a refusal after it starts again from where it was given, so an officer's leads to the Watch Commander.
 */
export function position(contacts: Iterable<Answer>): Position {
  const last = [...contacts].filter(({ body }) => RUNG_OF[body.role] !== null).sort(earlier).at(-1);
  if (last === undefined || !refused(last)) return START;
  const { role, service } = last.body;
  const stood = RUNG_OF[role] ?? "complaint_taker";
  const climb = climbFrom(stood);
  return climb === null ? { rung: stood, way: "other_service", service } : { rung: climb.to, way: climb.way, service };
}
