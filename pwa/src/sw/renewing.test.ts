// A subscription that the browser changed by itself: registered anew with the session alone, or remembered as lost.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDoor } from "../api/door.js";
import { readMeta } from "../store/meta.js";
import { readPrefs } from "../store/prefs.js";
import { type Database, openDatabase } from "../store/schema.js";
import { renewSubscription, type Subscriber } from "./renewing.js";

const ACCOUNT = "ac".repeat(16);
const DEVICE = "de".repeat(16);
const NEW = "https://push.example/new";
const subscriber: Subscriber = { subscribe: () => Promise.resolve({ endpoint: NEW, getKey: () => new Uint8Array(16).buffer }) };

async function phone(name: string): Promise<() => Promise<Database>> {
  const database = await openDatabase(name);
  const row = { id: ACCOUNT, gen: 1, bundle: new ArrayBuffer(0), slots: [], registered: true };
  await database.put("meta", row, "account");
  await database.put("meta", { id: DEVICE, letter: 1, signing: new ArrayBuffer(0) }, "device");
  await database.put("meta", "https://push.example/old", "push_endpoint");
  database.close();
  return () => openDatabase(name);
}

function server(signedInAs: string | null, posted: string[]): typeof fetch {
  return async (path, init) => {
    if (init?.method === "POST") {
      const { endpoint, vapid_key } = JSON.parse(init.body as string) as { endpoint: string; vapid_key: string };
      posted.push(`${path as string} ${endpoint} under ${vapid_key}`);
    }
    const hello = { csrf: "c", signed_in: signedInAs !== null, account_id: signedInAs, device_id: signedInAs === null ? null : DEVICE, server_time_ms: 0, vapid_public_key: "AA", version: "1" };
    return Promise.resolve(Response.json(path === "/v1/hello" ? hello : {}));
  };
}

async function endpoint(open: () => Promise<Database>): Promise<string | undefined> {
  const database = await open();
  const found = await readMeta(database, "push_endpoint");
  database.close();
  return found;
}

test("the new subscription is registered and remembered", async () => {
  const [open, posted] = [await phone("renewed"), [] as string[]];
  await renewSubscription(subscriber, openDoor(server(ACCOUNT, posted)), open);
  assert.deepEqual([posted, await endpoint(open), (await readPrefs()).push_lost], [[`/v1/push ${NEW} under AA`], NEW, false]);
});

test("signed out or somebody else's session: nothing is registered, the next opening is told", async () => {
  for (const who of [null, "bb".repeat(16)]) {
    const [open, posted] = [await phone(`lost-${String(who)}`), [] as string[]];
    await renewSubscription(subscriber, openDoor(server(who, posted)), open);
    assert.deepEqual([posted, await endpoint(open), (await readPrefs()).push_lost], [[], "https://push.example/old", true]);
  }
});

test("a browser that refuses to subscribe leaves it lost", async () => {
  const [open, posted] = [await phone("refused"), [] as string[]];
  const refusing: Subscriber = { subscribe: () => Promise.reject(new DOMException("no", "AbortError")) };
  await renewSubscription(refusing, openDoor(server(ACCOUNT, posted)), open);
  assert.deepEqual([posted, (await readPrefs()).push_lost], [[], true]);
});
