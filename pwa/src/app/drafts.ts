// Half-filled forms: in memory while someone looks elsewhere in the app, sealed on the phone when it is put away or locked.
import { effect } from "@preact/signals";
import { background } from "../store/failure.js";
import type { FieldState } from "../ui/field-state.js";
import type { Drafts, Vault } from "../vault/port.js";

type Form<T> = { readonly [K in keyof T]: FieldState };

const drafts = new Map<string, Readonly<Record<string, FieldState>>>();
/** Kept before a lock or a reload, until their form is opened again. */
const kept = new Map<string, Readonly<Record<string, string>>>();
let keep = (): Promise<boolean> => Promise.resolve(false);

/** The draft of that form, or a new one; the caller names the form's type with the key. */
export function draftOf<T extends Form<T>>(key: string, make: () => T): { readonly draft: T; readonly returned: boolean } {
  const here = drafts.get(key);
  if (here !== undefined) return { draft: here as unknown as T, returned: true };
  const draft = make();
  const fields: Readonly<Record<string, FieldState>> = { ...draft };
  const texts = kept.get(key);
  for (const [name, text] of Object.entries(texts ?? {})) if (fields[name] !== undefined) fields[name].value.value = text;
  kept.delete(key);
  drafts.set(key, fields);
  return { draft, returned: texts !== undefined };
}

export function forgetDraft(key: string): void {
  drafts.delete(key);
  kept.delete(key);
  background(keep());
}

/** Before anything that may put the app away: the picker, the camera, a call. */
export function keepDraftsNow(): void {
  background(keep());
}

function all(): Drafts {
  const typed = [...drafts].map(([key, fields]) => [key, Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value.value]))] as const);
  return Object.fromEntries([...kept, ...typed]);
}

export function keepDraftsOverLock(vault: Vault): void {
  keep = () => (vault.phase.value.type === "open" ? vault.keepDrafts(all()) : Promise.resolve(false));
  vault.beforeLock(keep);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") background(keep());
  });
  effect(() => {
    const { type } = vault.phase.value;
    if (type === "locked") drafts.clear();
    kept.clear();
    if (type === "open") for (const [key, texts] of Object.entries(vault.keptDrafts())) kept.set(key, texts);
  });
}
