// What the service worker tells an open page of reminders: a tap to follow, an answer to take in.
import type { Vault } from "../vault/port.js";
import { background } from "../store/failure.js";
import { go } from "./route.js";

const PLACE = /^(?:followups|task)\/[0-9a-f]{32}$/;

function placeIn(message: object): string | null {
  return "place" in message && typeof message.place === "string" && PLACE.test(message.place) ? message.place : null;
}

export function watchReminders(vault: Vault): void {
  const settle = (): void => background(vault.settleAnswers());
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== "object" || data === null || !("type" in data)) return;
    const place = data.type === "open" ? placeIn(data) : null;
    if (place !== null) go(`#/${place}`);
    if (data.type === "answered") settle();
  });
  addEventListener("online", settle);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") settle();
    else vault.endUndo();
  });
  addEventListener("pagehide", () => vault.endUndo());
}
