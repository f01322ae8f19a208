// The packet that is being made: for whom, in which language, without what. Forgotten at the lock.
import { signal } from "@preact/signals";
import { forgettingAtLock } from "../app/forget-at-lock.js";
import type { CaseState } from "../domain/fold.js";
import { contentsOf, type Left, leftBy } from "../domain/packet/contents.js";
import { detailsOf } from "../domain/packet/details.js";
import type { Language, ProfileName } from "../domain/packet/record.js";
import type { Id } from "../domain/records.js";
import type { PacketRequest } from "../vault/packets-port.js";

export interface Making {
  readonly caseId: Id;
  readonly profile: ProfileName;
  readonly language: Language;
  /** What was ticked by hand, true for out: what the reader's profile leaves out is asked of the case as it is now. */
  readonly ticks: ReadonlyMap<string, boolean>;
}

/** Nothing that came since the first step slips past what the profile leaves out. */
export function leftOf(state: CaseState, { profile, ticks }: Pick<Making, "profile" | "ticks">): Left {
  const left = new Set(leftBy(profile, contentsOf(state)));
  for (const [key, out] of ticks) {
    if (out) left.add(key);
    else left.delete(key);
  }
  return left;
}

export const making = signal<Making | null>(null);
/** Who gets it, as typed. */
export const recipient = signal("");

export const forgetAtLock = forgettingAtLock(() => {
  making.value = null;
  recipient.value = "";
});

/** Anew for another reader: what stayed out for one says nothing of the next. */
export function begin(state: CaseState, profile: ProfileName, language: Language): void {
  const same = making.value?.caseId === state.id && making.value.profile === profile;
  making.value = { caseId: state.id, profile, language, ticks: same && making.value !== null ? making.value.ticks : new Map() };
}

export function leaveOut(key: string, out: boolean): void {
  const now = making.value;
  if (now === null) return;
  making.value = { ...now, ticks: new Map([...now.ticks, [key, out]]) };
}

export function requestOf(state: CaseState, { profile, language, ticks }: Making): PacketRequest {
  return { profile, language, left: leftOf(state, { profile, ticks }), details: detailsOf(state) };
}
