// The present moment as a signal, so that what comes due while the app is open appears by itself.
import { signal } from "@preact/signals";
import type { Ms } from "../domain/records.js";

const EVERY_MS = 30_000;

export const now = signal<Ms>(Date.now());

function tick(): void {
  if (document.visibilityState === "visible") now.value = Date.now();
}

export function startClock(): void {
  setInterval(tick, EVERY_MS);
  document.addEventListener("visibilitychange", tick);
}
