// This phone's push subscription: asked for, registered, looked after at each opening.
import { pushStanding, subscribePush, testPush as postTest, unsubscribePush } from "../api/reminders.js";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import { putMeta, readMeta } from "../store/meta.js";
import { readPrefs, writePrefs } from "../store/prefs.js";
import { write } from "../store/transaction.js";
import type { Core } from "./core.js";
import type { PushView, Result, Vault } from "./port.js";

/** Every push call can hang for ever where the browser's push service does not answer. */
const PATIENCE_MS = 10_000;

type Failure = Extract<Awaited<ReturnType<Vault["enablePush"]>>, { readonly ok: false }>["type"];

/** Null where this browser can; an iPhone has to have the app on its home screen first. */
function hindrance(): "unsupported" | "needs_install" | null {
  if (typeof navigator === "undefined") return "unsupported";
  const standalone = (navigator as { readonly standalone?: boolean }).standalone;
  if (standalone === false) return "needs_install";
  return "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis ? null : "unsupported";
}

function within<T>(core: Core, promise: Promise<T>): Promise<T | "timeout"> {
  return Promise.race([promise, new Promise<"timeout">((resolve) => core.env.later(() => resolve("timeout"), PATIENCE_MS))]);
}

const standingHere = async (): Promise<PushSubscription | null | undefined> => (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();
const endHere = async (): Promise<unknown> => (await standingHere())?.unsubscribe();

/** A browser keeps one subscription, under one key: the server's key may be a new one. */
async function subscribeUnder(pushes: PushManager, vapidKey: string): Promise<PushSubscription> {
  const before = await pushes.getSubscription();
  const key = before?.options.applicationServerKey ?? null;
  if (key !== null && toBase64url(new Uint8Array(key)) !== vapidKey) await before?.unsubscribe();
  return pushes.subscribe({ userVisibleOnly: true, applicationServerKey: fromBase64url(vapidKey) });
}

async function subscribe(core: Core, vapidKey: string): Promise<PushSubscription | "timeout" | "denied"> {
  const registration = await within(core, navigator.serviceWorker.ready);
  if (registration === "timeout") return "timeout";
  try {
    return await within(core, subscribeUnder(registration.pushManager, vapidKey));
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotAllowedError") return "denied";
    // AbortError and others: the push service did not answer as it should.
    if (error instanceof DOMException) return "timeout";
    throw error;
  }
}

/** Subscribes and tells the server; the endpoint is remembered so that its loss is noticed. */
async function register(core: Core, again = true): Promise<Failure | null> {
  const hello = await core.env.door.hello();
  if (!hello.ok) return hello.failure.type === "offline" ? "offline" : "server";
  const vapid_key = hello.value.vapid_public_key;
  const subscription = await subscribe(core, vapid_key);
  if (typeof subscription === "string") return subscription;
  const [p256dh, auth] = [subscription.getKey("p256dh"), subscription.getKey("auth")];
  if (p256dh === null || auth === null || core.database === null) return "unsupported";
  const { endpoint } = subscription;
  const answer = await subscribePush(core.env.door, { endpoint, p256dh: toBase64url(new Uint8Array(p256dh)), auth: toBase64url(new Uint8Array(auth)), vapid_key });
  // While servers restart, hello may have been answered by one with other keys.
  if (!answer.ok && again && answer.failure.type === "refused" && answer.failure.code === "push_vapid_key") return register(core, false);
  if (!answer.ok) return answer.failure.type === "offline" ? "offline" : "server";
  await write(core.database, ["meta"], async (tx) => {
    await putMeta(tx, "push_endpoint", endpoint);
    await tx.objectStore("meta").delete("push_ending");
  });
  await writePrefs({ push_lost: false });
  return null;
}

export async function enablePush(core: Core): Promise<Result<void, { readonly type: Failure }>> {
  const hindered = hindrance();
  if (hindered !== null) return { ok: false, type: hindered };
  if (!core.registered) return { ok: false, type: "needs_account" };
  const permission = await Notification.requestPermission();
  if (permission !== "granted") {
    core.push.value = { state: permission === "denied" ? "denied" : "off" };
    return { ok: false, type: "denied" };
  }
  const failure = await register(core);
  if (failure !== null) return { ok: false, type: failure };
  core.push.value = { state: "on" };
  return { ok: true, value: undefined };
}

export async function disablePush(core: Core): Promise<void> {
  if (core.database === null || hindrance() !== null) return;
  const endpoint = await readMeta(core.database, "push_endpoint");
  await write(core.database, ["meta"], async (tx) => {
    if (endpoint !== undefined) await putMeta(tx, "push_ending", endpoint);
    await tx.objectStore("meta").delete("push_endpoint");
  });
  core.push.value = { state: "off" };
  await finishEnding(core);
}

/** Both have to know; what one of them did not hear is said again at the next opening. */
async function finishEnding(core: Core): Promise<void> {
  const { database } = core;
  const ending = database === null ? undefined : await readMeta(database, "push_ending");
  if (database === null || ending === undefined) return;
  const here = await within(core, endHere().catch(() => false));
  const there = await unsubscribePush(core.env.door, ending);
  if (here === false || here === "timeout" || !there.ok) return;
  await write(database, ["meta"], (tx) => tx.objectStore("meta").delete("push_ending"));
}

export async function testPush(core: Core): Promise<Result<void, { readonly type: "offline" | "server" }>> {
  const answer = await postTest(core.env.door);
  if (!answer.ok) return { ok: false, type: answer.failure.type === "offline" ? "offline" : "server" };
  return answer.value.sent > 0 ? { ok: true, value: undefined } : { ok: false, type: "server" };
}

async function lookAt(core: Core): Promise<PushView["state"]> {
  const hindered = hindrance();
  if (hindered !== null || core.database === null) return hindered ?? "unsupported";
  const endpoint = await readMeta(core.database, "push_endpoint");
  if (endpoint === undefined) return Notification.permission === "denied" ? "denied" : "off";
  if (Notification.permission !== "granted") return "lost";
  const subscription = await within(core, standingHere());
  const lost = (await readPrefs()).push_lost === true || subscription === "timeout" || subscription?.endpoint !== endpoint;
  return lost ? "lost" : "on";
}

/** The push service may have ended it, or a restored server lost it: the browser knows of neither. */
async function endedAtServer(core: Core): Promise<boolean> {
  await core.session;
  const standing = await pushStanding(core.env.door);
  if (!standing.ok || standing.value.subscribed) return false;
  await within(core, endHere());
  return true;
}

/** At each opening, locked or not: a subscription that was dropped, here or there, is made again where permission still stands. */
export async function checkPush(core: Core): Promise<void> {
  const state = await lookAt(core);
  core.push.value = { state };
  if (state === "off" && core.registered) {
    await core.session;
    await finishEnding(core);
  }
  if (!core.registered || (state !== "on" && state !== "lost")) return;
  if (state === "on" && !(await endedAtServer(core))) return;
  const failure = Notification.permission === "granted" ? await register(core) : "denied";
  core.push.value = { state: failure === null ? "on" : "lost" };
}
