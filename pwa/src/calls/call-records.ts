// The records of one talk written down afterwards: the contact, its file number when new, and what becomes of the follow-up it answers.
import { zone } from "../app/zone.js";
import { changeFollowup, event } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import { whenDone } from "../domain/followups.js";
import { instantOf } from "../domain/local-time.js";
import { knownNumber } from "../domain/numbers.js";
import type { ContactBody, Id, Rec, Role } from "../domain/records.js";
import type { Stamp } from "../vault/port.js";
import { type CallForm, kindOf } from "./call-form.js";

export interface Logged {
  readonly contact: Id;
  readonly number: Id | null;
}

function contactOf(form: CallForm): ContactBody {
  const given = (["name", "rank", "badge", "phone", "said"] as const).map((key) => [key, form[key].value.value.trim()] as const);
  const outcomes = form.outcomes.value.value.split(" ").filter((code) => code !== "");
  return {
    kind: kindOf(form),
    started: instantOf(form.started.value.value.slice(0, 16), zone()),
    service: form.service.value.value.trim(),
    role: form.role.value.value as Role,
    ...Object.fromEntries(given.filter(([, value]) => value !== "")),
    ...(outcomes.length === 0 ? {} : { outcomes }),
  };
}

export function callRecords(stamp: Stamp, form: CallForm, state: CaseState | null, followup: Followup | undefined, from: Id | null): { readonly records: readonly Rec[]; readonly logged: Logged } {
  const contact = event(stamp, "contact", contactOf(form));
  const value = form.fileNumber.value.value.trim();
  const { service } = contact.body;
  const unchanged = from !== null && state?.numbers.get(from)?.body.value === value ? from : null;
  const there = unchanged ?? knownNumber(state, { kind: "police_file", value, org: service });
  const records: Rec[] = [contact];
  let number = there;
  if (value !== "" && there === null) {
    const made = event(stamp, "number", { kind: "police_file", value, org: service, contact: contact.id });
    records.push(made);
    number = made.id;
  }
  if (followup !== undefined) records.push(...changeFollowup(stamp, followup, { contact: contact.id, ...whenDone(followup, stamp.at) }));
  return { records, logged: { contact: contact.id, number: value === "" ? null : number } };
}
