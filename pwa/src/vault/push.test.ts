// This phone's push subscription: asked for in time, looked after at each opening, mended or told.
import assert from "node:assert/strict";
import { after, beforeEach, test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { toBase64url } from "../crypto/base64url.js";
import { writePrefs } from "../store/prefs.js";
import { type Driven, driven, PASSPHRASE } from "./testing/fleet.js";
import { MemoryServer } from "./testing/memory-server.js";
import { must } from "./testing/phone.js";
import { toMemory } from "./testing/restorable.js";

const PATIENCE_MS = 10_000;
const KEY = new Uint8Array(65).fill(4);

/** A browser's push: one subscription at most, under one key. */
class Browser {
  permission: NotificationPermission = "granted";
  standalone: boolean | undefined;
  hangs: "no" | "asked what stands" | "ending" | "subscribing" = "no";
  made = 0;
  /** What happens while it subscribes. */
  meanwhile: () => void = () => undefined;
  subscription: { readonly endpoint: string; readonly options: { readonly applicationServerKey: ArrayBuffer }; getKey(): ArrayBuffer; unsubscribe(): Promise<boolean> } | null = null;

  readonly pushManager = {
    getSubscription: () => (this.hangs === "asked what stands" ? new Promise(() => undefined) : Promise.resolve(this.subscription)),
    subscribe: ({ applicationServerKey: key }: { readonly applicationServerKey: Uint8Array<ArrayBuffer> }) => {
      this.meanwhile();
      if (this.hangs === "subscribing") return new Promise(() => undefined);
      if (this.subscription !== null && toBase64url(new Uint8Array(this.subscription.options.applicationServerKey)) !== toBase64url(key)) return Promise.reject(new DOMException("another key", "InvalidStateError"));
      this.made += this.subscription === null ? 1 : 0;
      const unsubscribe = (): Promise<boolean> => {
        if (this.hangs === "ending") return new Promise(() => undefined);
        this.subscription = null;
        return Promise.resolve(true);
      };
      this.subscription ??= { endpoint: `https://push.example/${String(this.made)}`, options: { applicationServerKey: key.slice().buffer }, getKey: () => new ArrayBuffer(16), unsubscribe };
      return Promise.resolve(this.subscription);
    },
  };
}

let browser: Browser;

beforeEach(async () => {
  browser = new Browser();
  const registration = { pushManager: browser.pushManager, getNotifications: () => Promise.resolve([]) };
  const serviceWorker = { ready: Promise.resolve(registration), getRegistration: () => Promise.resolve(registration), addEventListener: () => undefined };
  const standing = { get: () => ({ serviceWorker, standalone: browser.standalone, userAgent: "" }), configurable: true };
  Object.defineProperty(globalThis, "navigator", standing);
  Object.defineProperty(globalThis, "PushManager", { value: Browser, configurable: true });
  const notification = { get: () => ({ permission: browser.permission, requestPermission: () => Promise.resolve(browser.permission) }), configurable: true };
  Object.defineProperty(globalThis, "Notification", notification);
  await writePrefs({ push_lost: false });
});
after(() => {
  for (const name of ["navigator", "PushManager", "Notification"]) Reflect.deleteProperty(globalThis, name);
});

interface Dana {
  readonly one: Driven;
  readonly server: MemoryServer;
  /** What the server knows of her phone. */
  readonly known: () => string | null;
  readonly open: () => Promise<void>;
}

async function dana(t: TestContext, { signsUp = true } = {}): Promise<Dana> {
  const server = new MemoryServer();
  server.vapidKey = toBase64url(KEY);
  const one = driven(toMemory(server));
  t.after(() => one.phone.kill());
  const open = async (): Promise<void> => {
    one.phone.kill();
    one.vault = await one.phone.start({ door: one.way.door });
    if (one.vault.phase.value.type === "locked") must(await one.vault.unlock(PASSPHRASE));
  };
  await open();
  if (signsUp) must(await one.vault.signUp("dana", PASSPHRASE));
  return { one, server, open, known: () => [...server.accounts.values()][0]?.push ?? null };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries += 1) {
    assert.ok(tries < 400, "it never came to that");
    await sleep(5);
  }
}

test("turned on: the server knows the endpoint; turned off: neither browser nor server does", async (t) => {
  const { one, known } = await dana(t);
  must(await one.vault.enablePush());
  assert.deepEqual([one.vault.push.value.state, known()], ["on", "https://push.example/1"]);
  must(await one.vault.testPush());
  await one.vault.disablePush();
  assert.deepEqual([one.vault.push.value.state, known(), browser.subscription], ["off", null, null]);
});

for (const hangs of ["asked what stands", "ending", "subscribing"] as const) {
  test(`a push service that never answers (${hangs}) is given up after ten seconds, and may be asked again`, async (t) => {
    const { one, known } = await dana(t);
    // It stands under a former key, so that it is ended first.
    await browser.pushManager.subscribe({ applicationServerKey: KEY.with(1, 9) });
    one.phone.kill();
    const waits: { readonly act: () => void; readonly ms: number }[] = [];
    one.vault = await one.phone.start({ door: one.way.door, later: (act, ms) => (waits.push({ act, ms }), () => undefined) });
    must(await one.vault.unlock(PASSPHRASE));
    waits.length = 0;
    browser.hangs = hangs;
    const asked = one.vault.enablePush();
    // The first wait is for the service worker, the second for the push service.
    await until(() => waits.filter(({ ms }) => ms === PATIENCE_MS).length === 2);
    for (const { act } of waits.filter(({ ms }) => ms === PATIENCE_MS)) act();
    assert.deepEqual(await asked, { ok: false, type: "timeout" });
    assert.deepEqual([one.vault.push.value.state, known()], ["off", null]);
    browser.hangs = "no";
    must(await one.vault.enablePush());
    assert.equal(known(), "https://push.example/2");
  });
}

test("an iPhone has to have the app on its home screen first; a refusal is told; without an account nothing is asked", async (t) => {
  browser.standalone = false;
  const { one } = await dana(t);
  await until(() => one.vault.push.value.state === "needs_install");
  assert.deepEqual(await one.vault.enablePush(), { ok: false, type: "needs_install" });
  browser.standalone = true;
  browser.permission = "denied";
  assert.deepEqual(await one.vault.enablePush(), { ok: false, type: "denied" });
  assert.equal(one.vault.push.value.state, "denied");
  const { one: stranger } = await dana(t, { signsUp: false });
  assert.deepEqual(await stranger.vault.enablePush(), { ok: false, type: "needs_account" });
  assert.equal(browser.made, 0);
});

test("a subscription that was lost here, ended there or is under a former key is made again at the next opening", async (t) => {
  const { one, server, open, known } = await dana(t);
  must(await one.vault.enablePush());
  browser.subscription = null;
  await open();
  await until(() => known() === "https://push.example/2");
  for (const account of server.accounts.values()) account.push = null;
  await open();
  await until(() => known() === "https://push.example/3");
  server.vapidKey = toBase64url(KEY.with(1, 9));
  await open();
  await until(() => known() === "https://push.example/4");
  assert.equal(one.vault.push.value.state, "on");
});

test("servers restart under a new key between hello and subscribing: refused, so hello is asked again and the phone subscribes anew", async (t) => {
  const { one, server, known } = await dana(t);
  const next = toBase64url(KEY.with(1, 9));
  browser.meanwhile = () => (server.vapidKey = next);
  must(await one.vault.enablePush());
  assert.deepEqual([known(), [...server.accounts.values()][0]?.pushKey], ["https://push.example/2", next]);
});

test("what cannot be mended is told: the permission was taken back, or the server does not answer", async (t) => {
  const { one, open } = await dana(t);
  must(await one.vault.enablePush());
  browser.permission = "denied";
  await open();
  await until(() => one.vault.push.value.state === "lost");
  browser.permission = "granted";
  browser.subscription = null;
  one.way.cut = () => "before";
  await open();
  await until(() => one.vault.push.value.state === "lost");
});

test("turned off without a network, or where the browser refuses: ended on both sides at the next opening", async (t) => {
  const { one, open, known } = await dana(t);
  must(await one.vault.enablePush());
  const standing = browser.subscription;
  assert.ok(standing !== null);
  const unsubscribe = standing.unsubscribe.bind(standing);
  standing.unsubscribe = () => Promise.reject(new DOMException("not now", "AbortError"));
  one.way.cut = () => "before";
  await one.vault.disablePush();
  assert.deepEqual([one.vault.push.value.state, known() !== null, browser.subscription !== null], ["off", true, true]);
  one.way.cut = null;
  standing.unsubscribe = unsubscribe;
  await open();
  await until(() => known() === null && browser.subscription === null);
  assert.equal(one.vault.push.value.state, "off");
});
