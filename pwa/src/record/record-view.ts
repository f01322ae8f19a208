// What of the record is being looked at: kept while someone opens a thing and comes back, forgotten at the lock.
import { effect, signal } from "@preact/signals";
import type { TimelineItem } from "../domain/timeline.js";
import type { Vault } from "../vault/port.js";

export type Kind = TimelineItem["kind"];

export const shownKind = signal<Kind | "all">("all");
/** Words someone searched for are as private as the record. */
export const asked = signal("");

let watched: Vault | null = null;

export function forgetAtLock(vault: Vault): void {
  if (watched === vault) return;
  watched = vault;
  effect(() => {
    if (vault.phase.value.type === "open") return;
    shownKind.value = "all";
    asked.value = "";
  });
}
