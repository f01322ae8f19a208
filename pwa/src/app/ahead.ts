// What the first tap should not wait for, made ready in the quiet before it: the other screens' script, and the record in order of time.
import { effect } from "@preact/signals";
import type { CaseState } from "../domain/fold.js";
import { timeline } from "../domain/timeline.js";
import { clockTime, longDate } from "../i18n/dates.js";
import { background } from "../store/failure.js";
import type { Vault } from "../vault/port.js";

/** After the last change: someone who is writing is not disturbed. */
const QUIET_MS = 1_500;

/** Only from what the phone keeps: a fetch that fails is remembered by the page. */
function readScreens(): void {
  if (navigator.serviceWorker.controller !== null) setTimeout(() => background(import("./screens.js")), QUIET_MS);
}

function inOrder(state: CaseState): void {
  timeline(state);
  // A browser takes long over the first day and hour of a language.
  for (const words of [longDate, clockTime]) words(Date.now());
}

function readTimeline(vault: Vault): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const state = vault.current.value;
    clearTimeout(timer);
    if (state !== null) timer = setTimeout(() => inOrder(state), QUIET_MS);
  });
}

export function readAhead(vault: Vault): void {
  readScreens();
  readTimeline(vault);
}
