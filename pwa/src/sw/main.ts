// The service worker: events only, each handed to the module that knows it.
import { actOf, answerFromNotification, sendKept } from "./answering.js";
import { activate, answer, precache } from "./cache.js";
import { openFollowup, showPush, tellWindows } from "./notifications.js";
import { sendSealed } from "./outbox.js";
import { renewSubscription } from "./renewing.js";
import { receiveShare, SHARE_PATH } from "./share.js";
import { browserFetch, openDoor } from "../api/door.js";
import { openDatabase } from "../store/schema.js";

declare const self: ServiceWorkerGlobalScope;

/** Background Sync: in Chromium only, and not in the typings. */
interface WithSync {
  readonly sync?: { register(tag: string): Promise<void> };
}

const database = (): ReturnType<typeof openDatabase> => openDatabase();

self.addEventListener("install", (event) => {
  event.waitUntil(precache());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(activate(self.clients));
});

/** The tabs of the app listen to it too. */
const tabs = new BroadcastChannel("holdfast");

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "POST" && new URL(request.url).pathname === SHARE_PATH) {
    event.respondWith(receiveShare(request, database, (message) => tabs.postMessage(message)));
    return;
  }
  const answered = answer(request, self.location.origin);
  if (answered !== null) event.respondWith(answered);
});

self.addEventListener("push", (event) => {
  event.waitUntil(showPush(self.registration, event.data?.text(), database));
  // A push is a network: what could not be sent yet goes now. Chromium gives no Background Sync to a worker without a window.
  event.waitUntil(sendKept(openDoor(browserFetch), database));
});

self.addEventListener("notificationclick", (event) => {
  const { data } = event.notification as { readonly data: unknown };
  event.notification.close();
  const act = actOf(event.action);
  if (act === null) event.waitUntil(openFollowup(self.clients, data));
  else event.waitUntil(answerFromNotification({ door: openDoor(browserFetch), open: database, sync: (self.registration as WithSync).sync, tell: () => tellWindows(self.clients) }, data, act));
});

self.addEventListener("sync" as "message", (event) => {
  event.waitUntil(wake());
});

/** A failure asks the browser to wake us once more. */
async function wake(): Promise<void> {
  const door = openDoor(browserFetch);
  const sent = await sendKept(door, database);
  await sendSealed(door, database);
  if (!sent) throw new Error("no network yet");
}

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renewSubscription(self.registration.pushManager, openDoor(browserFetch), database));
});

// Never by itself: an update must not reload under someone who is typing. The page asks, after its own user did.
self.addEventListener("message", (event) => {
  if (event.data === "activate-update") event.waitUntil(self.skipWaiting());
});
