// The words follow the case on screen: who it is about chooses between tu and vous.
import { effect } from "@preact/signals";
import type { Vault } from "../vault/port.js";
import { changePrefs, prefs } from "./preferences.js";

export function followCaseAudience(vault: Vault): void {
  effect(() => {
    const audience = vault.cases.value.find(({ id }) => id === vault.current.value?.id)?.audience ?? null;
    if (audience !== null && audience !== prefs.peek().audience) void changePrefs({ audience });
  });
}
