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
  readonly left: Left;
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
  making.value = { caseId: state.id, profile, language, left: same && making.value !== null ? making.value.left : leftBy(profile, contentsOf(state)) };
}

export function leaveOut(key: string, out: boolean): void {
  const now = making.value;
  if (now === null) return;
  const left = new Set(now.left);
  if (out) left.add(key);
  else left.delete(key);
  making.value = { ...now, left };
}

export function requestOf(state: CaseState, { profile, language, left }: Making): PacketRequest {
  return { profile, language, left, details: detailsOf(state) };
}
