// Half-filled forms, kept in memory while someone looks elsewhere in the app; gone with the lock or the page.
import { effect } from "@preact/signals";
import type { Vault } from "../vault/port.js";

const drafts = new Map<string, unknown>();

/** The draft of that form, or a new one; the caller names the form's type with the key. */
export function draftOf<T>(key: string, make: () => T): { readonly draft: T; readonly returned: boolean } {
  const kept = drafts.get(key);
  if (kept !== undefined) return { draft: kept as T, returned: true };
  const draft = make();
  drafts.set(key, draft);
  return { draft, returned: false };
}

export function forgetDraft(key: string): void {
  drafts.delete(key);
}

export function forgetDraftsOnLock(vault: Vault): void {
  effect(() => {
    if (vault.phase.value.type === "locked") drafts.clear();
  });
}
