// After a sync the custody chain of the case on screen is timestamped, where no clock has seen its end; if nobody answers, at the next sync.
import { effect } from "@preact/signals";
import { unstamped } from "../domain/timestamps.js";
import { background } from "../store/failure.js";
import type { Vault } from "../vault/port.js";

export function askForStamps(vault: Vault): void {
  let asked: number | null = null;
  effect(() => {
    const { state, lastSynced } = vault.sync.value;
    const shown = vault.current.value;
    if (state !== "synced" || lastSynced === asked || shown === null || !vault.whole.value) return;
    if ([...shown.custody.keys()].every((device) => unstamped(shown, device) === null)) return;
    asked = lastSynced;
    background(vault.stampChain(shown.id).then(() => undefined));
  });
}
