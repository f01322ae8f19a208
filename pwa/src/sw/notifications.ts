// What a push shows and what a tap on it opens: neutral words only, nothing of any case.
import { readPrefs } from "../store/prefs.js";

/** Before any choice was made. Compared with the catalogue by a test. */
export const DEFAULT_WORDS = {
  en: { due: "You have a task today", test: "Reminders work on this phone" },
  fr: { due: "Une tâche pour aujourd’hui", test: "Les rappels fonctionnent sur ce téléphone" },
} as const;

const ICON = "/static/icons/icon-192.png";
const BADGE = "/static/icons/badge-192.png";
const ID = /^[0-9a-f]{32}$/;

export interface Due {
  readonly t: "due";
  readonly id: string;
}
export type PushMessage = Due | { readonly t: "test" } | { readonly t: "unknown" };

/** Anything unreadable is still a push, and every push must show something. */
export function readPush(text: string | undefined): PushMessage {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch (error) {
    if (error instanceof SyntaxError) return { t: "unknown" };
    throw error;
  }
  if (typeof value !== "object" || value === null || !("v" in value) || value.v !== 1 || !("t" in value)) return { t: "unknown" };
  if (value.t === "test") return { t: "test" };
  return value.t === "due" && isDue(value) ? { t: "due", id: value.id } : { t: "unknown" };
}

function isDue(value: object): value is { id: string } {
  return "id" in value && typeof value.id === "string" && ID.test(value.id);
}

/** The parts of the service worker's globals used here. */
export type Notifier = Pick<ServiceWorkerRegistration, "showNotification">;
export interface AppWindows {
  matchAll(options: { readonly type: "window" }): Promise<readonly { readonly url: string; postMessage(message: unknown): void; focus(): Promise<unknown> }[]>;
  openWindow(url: string): Promise<unknown>;
}

/** The same tag replaces: a reminder delivered twice is never two on the screen. */
export async function showPush(registration: Notifier, text: string | undefined): Promise<void> {
  const message = readPush(text);
  const prefs = await readPrefs();
  const lang = prefs.lang ?? (navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en");
  const words = DEFAULT_WORDS[lang];
  const title = message.t === "test" ? words.test : (prefs.neutral_words ?? words.due);
  const id = message.t === "due" ? message.id : null;
  await registration.showNotification(title, { tag: id ?? message.t, lang, icon: ICON, badge: BADGE, data: { id } });
}

/** Public guide pages are windows too, and know nothing of follow-ups. */
function isApp({ url }: { readonly url: string }): boolean {
  return new URL(url).pathname === "/";
}

/** An open window of the app is brought forward and told; else a new one opens there. */
export async function openFollowup(clients: AppWindows, data: unknown): Promise<void> {
  const id = typeof data === "object" && data !== null && isDue(data) ? data.id : null;
  const hash = id === null ? "#/followups" : `#/followups/${id}`;
  const open = (await clients.matchAll({ type: "window" })).find(isApp);
  if (open === undefined) {
    await clients.openWindow(`/${hash}`);
    return;
  }
  if (id !== null) open.postMessage({ type: "open-followup", id });
  await open.focus();
}
