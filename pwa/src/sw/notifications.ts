// What a push shows and what a tap on it opens: neutral words only, nothing of any case.
import { showBadge } from "../store/app-badge.js";
import { keepKnock, knocksOf } from "../store/answers.js";
import { readPrefs } from "../store/prefs.js";
import type { Database, Knock } from "../store/schema.js";
import { withDatabase } from "./with-database.js";

/** Before any choice was made. Compared with the catalogue by a test. */
export const DEFAULT_WORDS = {
  en: { due: "You have a task today", test: "Reminders work on this phone", done: "Done", tomorrow: "Tomorrow" },
  fr: { due: "Une tâche pour aujourd’hui", test: "Les rappels fonctionnent sur ce téléphone", done: "C’est fait", tomorrow: "Demain" },
} as const;

const ICONS = { own: "/static/icons/icon-192.png", plain: "/static/icons/plain-192.png" };
const BADGE = "/static/icons/badge-192.png";
const ID = /^[0-9a-f]{32}$/;
const TOKEN = /^[\w-]{43}$/;

/** What the push of a due reminder carries. */
export type Due = Pick<Knock, "id" | "rev" | "token">;
export type PushMessage = (Due & { readonly t: "due" }) | { readonly t: "test" } | { readonly t: "unknown" };

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
  const due = value.t === "due" && "act_token" in value ? dueOf({ ...value, token: value.act_token }) : null;
  return due === null ? { t: "unknown" } : { t: "due", ...due };
}

/** Null unless it is whole: what a notification carries comes back from the system. */
export function dueOf(value: unknown): Due | null {
  const { id, rev, token } = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const whole = typeof id === "string" && ID.test(id) && Number.isSafeInteger(rev) && typeof token === "string" && TOKEN.test(token);
  return whole ? { id, rev: rev as number, token } : null;
}

/** The parts of the service worker's globals used here. */
export interface Notifier {
  /** Options that are not in the typings. */
  showNotification(title: string, options: NotificationOptions & { readonly actions?: readonly object[]; readonly renotify?: boolean }): Promise<void>;
}
export interface AppWindows {
  matchAll(options: { readonly type: "window" }): Promise<readonly { readonly url: string; postMessage(message: unknown): void; focus(): Promise<unknown> }[]>;
  openWindow(url: string): Promise<unknown>;
}

/** Whether a notification can carry two buttons here; iPhone shows none. */
export function hasActions(): boolean {
  return typeof Notification !== "undefined" && ((Notification as { readonly maxActions?: number }).maxActions ?? 0) >= 2;
}

/** True for a push that had not come before; a store that cannot be opened never stops a notification. */
function isNew(open: () => Promise<Database>, due: Due): Promise<boolean> {
  const knock = { id: due.id, rev: due.rev, token: due.token, at: Date.now() };
  return withDatabase(open, true, async (database) => {
    const fresh = await keepKnock(database, knock);
    await showBadge((await knocksOf(database)).length);
    return fresh;
  });
}

const PATIENCE_MS = 3_000;

/** What a store says, or `otherwise` when it fails or does not answer: nothing stops a notification. */
async function inTime<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, otherwise)));
  return Promise.race([asked.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}

/** The same tag replaces: a reminder delivered twice is never two on the screen, and makes itself heard once. */
export async function showPush(registration: Notifier, text: string | undefined, open: () => Promise<Database>): Promise<void> {
  const message = readPush(text);
  const prefs = await inTime(readPrefs(), {});
  const lang = prefs.lang ?? (navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en");
  const words = DEFAULT_WORDS[lang];
  const look = { lang, icon: ICONS[prefs.look ?? "own"], badge: BADGE };
  if (message.t !== "due") {
    const title = message.t === "test" ? words.test : (prefs.neutral_words ?? words.due);
    await registration.showNotification(title, { ...look, tag: message.t, data: null });
    return;
  }
  const { id, rev, token } = message;
  const loud = await inTime(isNew(open, message), true);
  const actions = hasActions() ? [{ action: "done", title: words.done }, { action: "tomorrow", title: words.tomorrow }] : [];
  await registration.showNotification(prefs.neutral_words ?? words.due, { ...look, tag: id, data: { id, rev, token }, actions, ...(loud ? { renotify: true } : { silent: true }) });
}

/** Public guide pages are windows too, and know nothing of follow-ups. */
function isApp({ url }: { readonly url: string }): boolean {
  return new URL(url).pathname === "/";
}

/** Where the notification had no buttons, the neutral page that has them comes first and says nothing more. */
function placeOf(due: Due | null): string {
  if (due === null) return "followups";
  return hasActions() ? `followups/${due.id}` : `task/${due.id}`;
}

/** An open window of the app is brought forward and told; else a new one opens there. */
export async function openFollowup(clients: AppWindows, data: unknown): Promise<void> {
  const due = dueOf(data);
  const place = placeOf(due);
  const open = (await clients.matchAll({ type: "window" })).find(isApp);
  if (open === undefined) {
    await clients.openWindow(`/#/${place}`);
    return;
  }
  if (due !== null) open.postMessage({ type: "open", place });
  await open.focus();
}

/** Open windows show at once what was answered. */
export async function tellWindows(clients: AppWindows): Promise<void> {
  for (const client of await clients.matchAll({ type: "window" })) if (isApp(client)) client.postMessage({ type: "answered" });
}
