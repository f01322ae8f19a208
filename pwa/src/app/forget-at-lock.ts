// What a room keeps in memory between its screens, forgotten at the lock.
import { effect } from "@preact/signals";
import type { Vault } from "../vault/port.js";

/** For the room's screens to call when they are drawn: watches each vault once. */
export function forgettingAtLock(forget: () => void): (vault: Vault) => void {
  let watched: Vault | null = null;
  return (vault) => {
    if (watched === vault) return;
    watched = vault;
    effect(() => {
      if (vault.phase.value.type !== "open") forget();
    });
  };
}
