// The service worker: events only, each handed to the module that knows it.
import { activate, answer, precache } from "./cache.js";
import { openFollowup, showPush } from "./notifications.js";
import { sendSealed } from "./outbox.js";
import { browserFetch, openDoor } from "../api/door.js";
import { writePrefs } from "../store/prefs.js";
import { openDatabase } from "../store/schema.js";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => {
  event.waitUntil(precache());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(activate(self.clients));
});

self.addEventListener("fetch", (event) => {
  const answered = answer(event.request, self.location.origin);
  if (answered !== null) event.respondWith(answered);
});

self.addEventListener("push", (event) => {
  event.waitUntil(showPush(self.registration, event.data?.text()));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openFollowup(self.clients, event.notification.data));
});

// Background Sync: in Chromium only, and not in the typings.
self.addEventListener("sync" as "message", (event) => {
  event.waitUntil(sendSealed(openDoor(browserFetch), () => openDatabase()));
});

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(writePrefs({ push_lost: true }));
});

// Never by itself: an update must not reload under someone who is typing. The page asks, after its own user did.
self.addEventListener("message", (event) => {
  if (event.data === "activate-update") event.waitUntil(self.skipWaiting());
});
