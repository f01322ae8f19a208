// What of the record is being looked at: kept while someone opens a thing and comes back, forgotten at the lock.
import { signal } from "@preact/signals";
import { forgettingAtLock } from "../app/forget-at-lock.js";
import type { TimelineItem } from "../domain/timeline.js";

export type Kind = TimelineItem["kind"];

export const shownKind = signal<Kind | "all">("all");
/** Words someone searched for are as private as the record. */
export const asked = signal("");

export const forgetAtLock = forgettingAtLock(() => {
  shownKind.value = "all";
  asked.value = "";
});
