// A follow-up as its fields now stand: what to ask, about which number, and when.
import type { FollowupFields } from "./fields.js";
import { instantOf } from "./local-time.js";
import type { Log } from "./merge.js";
import type { Id, Ms } from "./records.js";
import { current, versions } from "./versions.js";

export interface Followup extends FollowupFields {
  readonly id: Id;
  readonly created: Ms;
  /** The instant it is due: by the clocks of `zone`, the later of `due` and `snoozed`. */
  readonly dueAt: Ms;
  /** Each contact it has pointed to, the latest last: the log lines of its number. */
  readonly contacts: readonly Id[];
  /** How many changes each device has made. */
  readonly counts: ReadonlyMap<Id, number>;
  /** All of them: whoever knows of more changes has a higher one, and nobody has the same with other changes once they are merged. */
  readonly rev: number;
}

function countsOf(log: Log, id: Id): ReadonlyMap<Id, number> {
  const counts = new Map<Id, number>();
  for (const { value, device } of versions(log, "followup", id, "rev")) counts.set(device, Math.max(value, counts.get(device) ?? 0));
  return counts;
}

const FIELDS = ["number", "contact", "ask", "due", "zone", "rule", "snoozed", "clock", "state", "rev"] as const;

/** Null until its date has arrived: two phones may send one follow-up's fields in several ops. */
export function followupOf(log: Log, id: Id): Followup | null {
  const due = current(log, "followup", id, "due");
  const zone = current(log, "followup", id, "zone");
  if (due === undefined || zone === undefined) return null;
  const snoozed = current(log, "followup", id, "snoozed") ?? null;
  const times = FIELDS.flatMap((field) => versions(log, "followup", id, field)).map(({ at }) => at);
  const contacts = versions(log, "followup", id, "contact").flatMap(({ value }) => value ?? []);
  const counts = countsOf(log, id);
  return {
    id,
    due,
    zone,
    snoozed,
    // A date that was moved past it since ends the putting off, whichever Holdfast moved it.
    dueAt: Math.max(instantOf(due, zone), snoozed === null ? 0 : instantOf(snoozed, zone)),
    number: current(log, "followup", id, "number") ?? null,
    contact: current(log, "followup", id, "contact") ?? null,
    contacts: [...new Set(contacts)],
    ask: current(log, "followup", id, "ask") ?? "",
    rule: current(log, "followup", id, "rule") ?? null,
    clock: current(log, "followup", id, "clock") ?? null,
    state: current(log, "followup", id, "state") ?? "open",
    counts,
    rev: [...counts.values()].reduce((sum, count) => sum + count, 0) || 1,
    created: Math.min(...times),
  };
}
