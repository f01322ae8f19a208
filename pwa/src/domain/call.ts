// A call while it goes on: fields that are saved at every touch, and become one contact when it ends.
import type { CallFields } from "./fields.js";
import { REFUSED, type Rung, rungOf } from "./ladder.js";
import type { Log } from "./merge.js";
import type { ContactBody, Id, Mark, Ms } from "./records.js";
import { current } from "./versions.js";

export interface Call extends CallFields {
  readonly id: Id;
}

/** What one tap can say; the words are in the catalogue. */
export const MARKS = ["file_number", "sending", "online", "call_back", "other"] as const;
/** What a call about a number that one has can bring besides. */
export const CALL_BACK_MARKS = ["voicemail", "no_change", "new_officer", "need_more", "closed"] as const;
/** Not what they said but what the call is for, from its start: police here are to call police there. */
export const FAR_AWAY = "far_away";
export const CHIPS = [...MARKS, ...CALL_BACK_MARKS] as const;
export const ALL_MARKS = [...CHIPS, FAR_AWAY] as const;
/** What is said of a talk that is over. */
export const LOGGED_MARKS = [REFUSED, "sending", "online", ...CALL_BACK_MARKS.filter((code) => code !== "voicemail")] as const;
export type MarkCode = (typeof ALL_MARKS)[number] | typeof REFUSED;

export const NEW_CALL: Omit<CallFields, "started" | "service"> = {
  role: "complaint_taker", name: "", rank: "", badge: "", phone: "", said: "", file_number: "", marks: [], promised: null, number: null, followup: null, after: null, state: "on",
};

/** Null until its start has arrived. */
export function callOf(log: Log, id: Id): Call | null {
  const started = current(log, "call", id, "started");
  if (started === undefined) return null;
  const given = Object.entries(NEW_CALL).map(([name, before]) => [name, current(log, "call", id, name as keyof typeof NEW_CALL) ?? before] as const);
  return { id, started, service: current(log, "call", id, "service") ?? "", ...(Object.fromEntries(given) as unknown as typeof NEW_CALL) };
}

/** The calls that nobody has hung up yet, the latest first. */
export function ongoing(calls: Iterable<Call>): readonly Call[] {
  return [...calls].filter(({ state }) => state === "on").sort((a, b) => b.started - a.started);
}

/** When the person dialled: the timer goes on through everyone who was asked for on the same call. */
export function dialledAt(call: Pick<Call, "started" | "after">, earlier: (id: Id) => Pick<ContactBody, "started" | "after"> | undefined): Ms {
  const seen = new Set<Id>();
  let { started, after } = call;
  while (after !== null && !seen.has(after)) {
    seen.add(after);
    const before = earlier(after);
    if (before === undefined) break;
    started = before.started;
    after = before.after ?? null;
  }
  return started;
}

/** The mark that a call about someone far away begins with, and hands on to the call after it. */
export function farAway(marks: readonly Mark[], at: Ms): readonly Mark[] {
  return marks.some(({ code }) => code === FAR_AWAY) ? [{ at, code: FAR_AWAY }] : [];
}

/** Each chip once: tapped again, it is taken back. */
export function toggled(marks: readonly Mark[], code: MarkCode, at: Ms): readonly Mark[] {
  return marks.some((mark) => mark.code === code) ? marks.filter((mark) => mark.code !== code) : [...marks, { at, code }];
}

/** The rung this call stands on; someone outside the ladder is spoken to as at its foot. */
export function rungAt({ role }: Pick<Call, "role">): Rung {
  return rungOf(role) ?? "complaint_taker";
}

const OPTIONAL = ["name", "rank", "badge", "phone", "said"] as const;

/** The contact that this call leaves. Blank fields leave no key. */
export function contactOf(call: CallFields, ended: Ms): ContactBody {
  const said = OPTIONAL.map((key) => [key, call[key].trim()] as const).filter(([, text]) => text !== "");
  return {
    kind: "call",
    started: call.started,
    ended: Math.max(ended, call.started),
    service: call.service.trim(),
    role: call.role,
    ...Object.fromEntries(said),
    ...(call.marks.length === 0 ? {} : { outcomes: [...new Set(call.marks.map(({ code }) => code))], marks: call.marks }),
    ...(call.after === null ? {} : { after: call.after }),
  };
}
