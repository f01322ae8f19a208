// What a call leaves in the record: when it is hung up, when they say no, and when the no is taken back.
import { changeFollowup, event, newCall, newFollowup, setCall } from "../domain/build.js";
import { type Call, contactOf, farAway, rungAt, toggled } from "../domain/call.js";
import type { CaseState } from "../domain/fold.js";
import { whenDone } from "../domain/followups.js";
import { climbFrom, REFUSED } from "../domain/ladder.js";
import { knownNumber } from "../domain/numbers.js";
import type { Id, Rec } from "../domain/records.js";
import type { Stamp } from "../vault/port.js";

function numberOf(stamp: Stamp, call: Call, state: CaseState | null): { readonly records: readonly Rec[]; readonly number: Id | null } {
  const value = call.file_number.trim();
  if (value === "") return { records: [], number: call.number };
  const body = { kind: "police_file", value, org: call.service.trim() } as const;
  const same = call.number !== null && state?.numbers.get(call.number)?.body.value === value ? call.number : knownNumber(state, body);
  if (same !== null) return { records: [], number: same };
  const made = event(stamp, "number", { ...body, contact: call.id });
  return { records: [made], number: made.id };
}

/** The contact carries the call's own id: ended twice, by two taps or on two phones, it is one entry. */
export function endCall(stamp: Stamp, call: Call, state: CaseState | null, ask: string): readonly Rec[] {
  const { records, number } = numberOf(stamp, call, state);
  const all: Rec[] = [event(stamp, "contact", contactOf(call, stamp.at), call.id), ...records];
  const followup = state?.followups.get(call.followup ?? "");
  if (followup?.state === "open") all.push(...changeFollowup(stamp, followup, { contact: call.id, ...whenDone(followup, stamp.at) }));
  if (call.promised !== null) {
    all.push(...newFollowup(stamp, { number, contact: call.id, ask, due: call.promised, zone: stamp.tz, rule: null }));
  }
  return [...all, ...setCall(stamp, call.id, { state: "ended", number })];
}

/** They said no: this talk is written down whole, and on the same line the next one begins. */
export function refuse(stamp: Stamp, call: Call, state: CaseState | null, ask: string, next: Id): readonly Rec[] {
  const marks = call.marks.some(({ code }) => code === REFUSED) ? call.marks : toggled(call.marks, REFUSED, stamp.at);
  const ended = endCall(stamp, { ...call, marks }, state, ask);
  const climb = climbFrom(rungAt(call));
  const written = [...ended, ...setCall(stamp, call.id, { marks })];
  if (climb?.way !== "same_call") return written;
  const { service, phone, number } = call;
  return [...written, ...newCall(stamp, next, { service, phone, number, role: "supervisor", after: call.id, marks: farAway(call.marks, stamp.at) })];
}

/** It was no "no": the earlier entry says so from now on, and the talk goes on with the same person. */
export function takeBackRefusal(stamp: Stamp, call: Call, state: CaseState): readonly Rec[] {
  const before = state.contacts.get(call.after ?? "");
  if (before === undefined) return [];
  const keep = { outcomes: (before.body.outcomes ?? []).filter((code) => code !== REFUSED), marks: (before.body.marks ?? []).filter(({ code }) => code !== REFUSED) };
  return [event(stamp, "correction", { of: before.id, fields: keep }), ...setCall(stamp, call.id, { role: before.body.role })];
}
