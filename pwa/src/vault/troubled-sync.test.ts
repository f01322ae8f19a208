// One thing goes wrong while syncing: the person is told of it, and everything else goes on.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { newFollowup, setNote } from "../domain/build.js";
import { chunkRange } from "../store/blob-files.js";
import type { Vault } from "./port.js";
import { must, phone, png, type Phone, watch } from "./testing/phone.js";
import { browser, type Browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

async function signedUp(t: TestContext, login: string): Promise<{ readonly dana: Phone; readonly vault: Vault; readonly way: Browser; readonly id: string }> {
  const dana = phone();
  t.after(() => dana.kill());
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  const id = must(await vault.createCase("one", null));
  must(await vault.signUp(login, PASSPHRASE));
  await vault.syncNow();
  return { dana, vault, way, id };
}

async function note(vault: Vault, id: string, text: string): Promise<void> {
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text })));
}

async function followup(vault: Vault, id: string): Promise<string> {
  const plan = { number: null, contact: null, ask: "", due: "2027-03-01T09:00", zone: "America/Toronto", rule: null };
  return must(await vault.save(id, (stamp) => newFollowup(stamp, plan, stamp.newId())))[0]!;
}

const isReminder = (request: string): boolean => request.includes("/v1/reminders/");

test("a reminder that did not get through is set after a restart on another case", async (t) => {
  const { dana, vault, way, id } = await signedUp(t, "reminded");
  const other = must(await vault.createCase("two", null));
  await vault.switchCase(other);
  const asked = await followup(vault, id);
  way.cut = (request) => (isReminder(request) ? "before" : null);
  await vault.syncNow();
  assert.equal(vault.sync.value.state, "offline");
  dana.kill();
  way.cut = null;
  const again = await dana.start({ door: way.door });
  must(await again.unlock(PASSPHRASE));
  assert.equal(again.current.value!.id, other);
  await again.syncNow();
  await again.syncNow();
  assert.deepEqual(way.requests.filter(isReminder), [`PUT /v1/reminders/${asked}`]);
});

test("a reminder that the server will not take is told", async (t) => {
  const { vault, way, id } = await signedUp(t, "unreminded");
  await followup(vault, id);
  way.refuse = (request) => (isReminder(request) ? { status: 422, code: "reminder_rule" } : null);
  await vault.syncNow();
  assert.equal(vault.sync.value.problem, "reminder");
  assert.equal(vault.sync.value.onlyHere, 0);
  way.refuse = null;
  await vault.syncNow();
  assert.equal(vault.sync.value.state, "synced");
});

test("one log and one picture refused: the others, the pull and the reminders go on", async (t) => {
  const { vault, way, id } = await signedUp(t, "partly");
  const other = must(await vault.createCase("two", null));
  for (const file of [png("small"), png("larger", 60_000)]) must((await vault.addFiles(other, [file], "picker", watch))[0]!.result);
  await vault.switchCase(other);
  await note(vault, id, "refused");
  await note(vault, other, "taken");
  const asked = await followup(vault, other);
  let poisoned = "";
  way.refuse = (request) => {
    if (request === `POST /v1/cases/${id}/ops`) return { status: 422, code: "op_format" };
    if (!request.startsWith("PUT /v1/blobs/")) return null;
    poisoned ||= request.split("/")[3]!;
    return request.includes(poisoned) ? { status: 422, code: "chunk_size" } : null;
  };
  await vault.syncNow();
  assert.equal(vault.sync.value.problem, "server");
  assert.ok(way.requests.includes(`POST /v1/cases/${other}/ops`));
  assert.ok(way.requests.some((request) => request.startsWith("GET /v1/feed")));
  assert.ok(way.requests.includes(`PUT /v1/reminders/${asked}`));
  assert.equal(way.requests.filter((request) => request.endsWith("/commit")).length, 1);
  assert.equal(vault.sync.value.onlyHere, 2);
  way.refuse = null;
  await vault.syncNow();
  assert.equal(vault.sync.value.onlyHere, 0);
  assert.equal(vault.sync.value.state, "synced");
});

test("no room in the middle of a round is told, and over once there is room", async (t) => {
  const { vault, id } = await signedUp(t, "no-room");
  const { put } = IDBObjectStore.prototype as { readonly put: (this: IDBObjectStore, ...given: Parameters<IDBObjectStore["put"]>) => IDBRequest<IDBValidKey> };
  t.after(() => (IDBObjectStore.prototype.put = put));
  await note(vault, id, "words");
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<IDBObjectStore["put"]>) {
    if (this.name === "ops") throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, given);
  };
  await vault.syncNow();
  assert.equal(vault.sync.value.problem, "full");
  assert.equal(vault.sync.value.state, "paused");
  IDBObjectStore.prototype.put = put;
  await vault.syncNow();
  assert.equal(vault.sync.value.problem, null);
  assert.equal(vault.sync.value.onlyHere, 0);
});

test("a picture whose bytes went before they were sent is damaged, not waiting", async (t) => {
  const { dana, vault, id } = await signedUp(t, "lost-bytes");
  must((await vault.addFiles(id, [png("one")], "picker", watch))[0]!.result);
  const database = await dana.database();
  const [row] = await database.getAllFromIndex("blobs", "state", "here");
  await database.delete("chunks", chunkRange(row!.id));
  await vault.syncNow();
  const { damaged, onlyHere, bytesWaiting } = vault.sync.value;
  assert.deepEqual({ damaged, onlyHere, bytesWaiting }, { damaged: 1, onlyHere: 0, bytesWaiting: 0 });
});

test("a text that no op can hold is told, and nothing of it saved", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const vault = await dana.start();
  const id = must(await vault.createCase("one", null));
  const long = await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "x".repeat(1_000_000) }));
  assert.deepEqual(long, { ok: false, type: "too_long" });
  assert.equal(vault.current.value!.notes.size, 0);
  await note(vault, id, "short");
});
