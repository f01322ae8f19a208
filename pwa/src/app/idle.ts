// Tells the vault that someone is here, and how long to wait when nobody is.
import { effect } from "@preact/signals";
import type { Vault } from "../vault/port.js";
import { prefs } from "./preferences.js";
import { replaceRoute } from "./route.js";

export const LOCK_MINUTES = [1, 3, 10, 0] as const;
const DEFAULT_MINUTES = 3;
const MINUTE_MS = 60_000;
const SIGNS = ["pointerdown", "keydown", "input", "scroll"] as const;

export function lockMinutes(): number {
  const chosen = prefs.value.lock_minutes;
  return LOCK_MINUTES.find((minutes) => minutes === chosen) ?? DEFAULT_MINUTES;
}

export function watchIdle(vault: Vault): void {
  const here = (): void => {
    if (document.visibilityState === "visible") vault.stillHere();
  };
  for (const sign of SIGNS) addEventListener(sign, here, { capture: true, passive: true });
  document.addEventListener("visibilitychange", here);
  addEventListener("pageshow", here);
  effect(() => {
    const minutes = lockMinutes();
    vault.lockAfter(minutes === 0 ? null : minutes * MINUTE_MS);
  });
  effect(() => {
    // A note that was first saved while open is the one to come back to.
    if (vault.phase.value.type === "locked" && location.hash.startsWith("#/")) replaceRoute(location.hash as `#/${string}`);
  });
}
