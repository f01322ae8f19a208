// Pictures between phone and account: what waits for the person, what comes back, what may go from this phone.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { Id } from "../domain/records.js";
import type { Environment } from "./environment.js";
import type { Vault } from "./port.js";
import { must, phone, type Phone, png, until, watch } from "./testing/phone.js";
import { type Browser, browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
const freeing = { signal: new AbortController().signal, onProgress: (): void => undefined };
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

interface Setting {
  readonly dana: Phone;
  readonly way: Browser;
  readonly vault: Vault;
  readonly id: Id;
}

async function signedUp(t: TestContext, login: string, change: Partial<Environment> = {}): Promise<Setting> {
  const dana = phone();
  t.after(() => dana.kill());
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door, ...change });
  const id = must(await vault.createCase("case", null));
  must(await vault.signUp(login, PASSPHRASE));
  return { dana, way, vault, id };
}

async function added(vault: Vault, id: Id, text: string, size: number): Promise<Id> {
  return must((await vault.addFiles(id, [png(text, size)], "picker", watch))[0]!.result).id;
}

async function bytesOf(vault: Vault, id: Id, exhibit: Id): Promise<Buffer> {
  return Buffer.from(await must(await vault.picture(id, exhibit, "original")).arrayBuffer());
}

async function fileBytes(text: string, size: number): Promise<Buffer> {
  return Buffer.from(await png(text, size).arrayBuffer());
}

const gets = (way: Browser): string[] => way.requests.filter((request) => /^GET .*\/chunks\//.test(request));
const puts = (way: Browser): string[] => way.requests.filter((request) => request.startsWith("PUT /v1/blobs/"));

test("on mobile data the words go at once and pictures wait to be sent by choice", async (t) => {
  const network = { type: "cellular" };
  const { way, vault, id } = await signedUp(t, "mobile", { connection: () => network });
  const first = await added(vault, id, "first", 200_000);
  await vault.syncNow();
  assert.deepEqual(puts(way), []);
  assert.equal(vault.pictures.value.held.count, 1);
  assert.ok(vault.pictures.value.held.bytes >= 200_000);
  assert.equal(vault.sync.value.onlyHere, 1);
  assert.equal(vault.sync.value.state, "synced");
  assert.equal(await vault.placeOf(id, first), "only_here");
  vault.sendPictures();
  await until(() => vault.sync.value.onlyHere === 0);
  assert.equal(puts(way).length, 1);
  await added(vault, id, "second", 200_000);
  await vault.syncNow();
  assert.equal(puts(way).length, 1);
  network.type = "wifi";
  await vault.syncNow();
  assert.equal(vault.sync.value.onlyHere, 0);
});

test("an upload that was called off stops, keeps its chunks, and goes on when asked again", async (t) => {
  const { way, vault, id } = await signedUp(t, "called-off", { connection: () => ({ type: "cellular" }) });
  await added(vault, id, "long", 5_000_000);
  await vault.syncNow();
  way.cut = (request) => {
    if (request.startsWith("PUT /v1/blobs/") && puts(way).length === 2) vault.holdPictures();
    return null;
  };
  vault.sendPictures();
  await until(() => vault.pictures.value.sending === null && puts(way).length >= 2);
  await vault.syncNow();
  assert.equal(vault.pictures.value.held.count, 1);
  assert.notEqual(vault.sync.value.state, "offline");
  way.cut = null;
  vault.sendPictures();
  await until(() => vault.sync.value.onlyHere === 0);
  assert.equal(new Set(puts(way)).size, 5);
});

test("where the browser does not tell, pictures go unless the person wants to be asked", async (t) => {
  const { way, vault, id } = await signedUp(t, "untold", { connection: () => undefined });
  assert.equal(vault.tellsMobileData, false);
  vault.uploadOn("ask");
  await added(vault, id, "asked", 200_000);
  await vault.syncNow();
  assert.equal(vault.pictures.value.held.count, 1);
  vault.uploadOn("browser");
  await vault.syncNow();
  assert.equal(puts(way).length, 1);
});

test("a download cut in the middle goes on after a restart with the chunks that are missing", async (t) => {
  const { vault, id } = await signedUp(t, "download");
  const exhibit = await added(vault, id, "film", 5_000_000);
  await vault.syncNow();
  const tablet = phone();
  t.after(() => tablet.kill());
  const way = browser(server.origin);
  const there = await tablet.start({ door: way.door });
  must(await there.signIn("download", PASSPHRASE));
  await there.switchCase(id);
  assert.equal(await there.placeOf(id, exhibit), "account");
  way.cut = (request) => (/\/chunks\/[34]$/.test(request) ? "before" : null);
  assert.deepEqual(await there.picture(id, exhibit, "original"), { ok: false, type: "offline" });
  tablet.kill();
  const before = gets(way).length;
  assert.equal(before, 3);
  way.cut = null;
  const again = await tablet.start({ door: way.door });
  must(await again.unlock(PASSPHRASE));
  await again.switchCase(id);
  assert.equal(await again.placeOf(id, exhibit), "account");
  const steps: number[] = [];
  const picture = must(await again.picture(id, exhibit, "original", { onProgress: (done) => steps.push(done) }));
  assert.ok(Buffer.from(await picture.arrayBuffer()).equals(await fileBytes("film", 5_000_000)));
  assert.equal(gets(way).length, 5);
  assert.equal(steps.length, 2);
  assert.equal(await again.placeOf(id, exhibit), "here");
});

test("space is freed of what the account confirms, and only of that; it opens again byte for byte", async (t) => {
  const { dana, way, vault, id } = await signedUp(t, "space");
  const kept = await added(vault, id, "kept", 300_000);
  await vault.syncNow();
  way.cut = (request) => (request.startsWith("PUT /v1/blobs/") ? "before" : null);
  const waiting = await added(vault, id, "waiting", 300_000);
  await vault.syncNow();
  const freed = must(await vault.freeSpace(freeing));
  assert.equal(freed.count, 1);
  assert.equal(freed.unconfirmed, 0);
  assert.deepEqual([await vault.placeOf(id, kept), await vault.placeOf(id, waiting)], ["account", "only_here"]);
  const chunks = await (await dana.database()).getAll("chunks");
  assert.equal(chunks.length, 1);
  const view = (await vault.storage())!;
  assert.deepEqual([view.away.count, view.onlyHere.count, view.copies.count], [1, 1, 0]);
  assert.ok(typeof view.account === "object" && view.account !== null && view.account.usedBytes > 300_000);
  way.cut = (request) => (request.startsWith("GET /v1/blobs/") ? "before" : null);
  assert.deepEqual(await vault.picture(id, kept, "original"), { ok: false, type: "offline" });
  way.cut = null;
  assert.ok((await bytesOf(vault, id, kept)).equals(await fileBytes("kept", 300_000)));
  assert.ok((await bytesOf(vault, id, waiting)).equals(await fileBytes("waiting", 300_000)));
});

test("a picture that the account does not confirm stays here, and is sent again", async (t) => {
  const { way, vault, id } = await signedUp(t, "unconfirmed");
  const exhibit = await added(vault, id, "lost there", 300_000);
  await vault.syncNow();
  way.refuse = (request) => (request.endsWith("/commit") ? { status: 409, code: "incomplete" } : null);
  const freed = must(await vault.freeSpace(freeing));
  assert.deepEqual([freed.count, freed.unconfirmed], [0, 1]);
  assert.equal(await vault.placeOf(id, exhibit), "only_here");
  way.refuse = null;
  await vault.syncNow();
  assert.equal(await vault.placeOf(id, exhibit), "here");
});

test("without signal nothing is freed", async (t) => {
  const { way, vault, id } = await signedUp(t, "no-signal");
  const exhibit = await added(vault, id, "stays", 300_000);
  await vault.syncNow();
  way.cut = () => "before";
  assert.deepEqual(await vault.freeSpace(freeing), { ok: false, type: "offline" });
  assert.equal(await vault.placeOf(id, exhibit), "here");
});

test("a copy that this phone's disk has spoilt or lost heals from the account", async (t) => {
  const { dana, vault, id } = await signedUp(t, "spoilt");
  const exhibit = await added(vault, id, "spoilt", 300_000);
  await vault.syncNow();
  const database = await dana.database();
  for (const spoil of ["change", "lose"] as const) {
    const row = (await database.getAll("chunks"))[0]!;
    new Uint8Array(row.bytes)[1000]! ^= 1;
    if (spoil === "change") await database.put("chunks", row);
    else await database.clear("chunks");
    assert.ok((await bytesOf(vault, id, exhibit)).equals(await fileBytes("spoilt", 300_000)));
  }
});

test("bytes spoilt on this phone before they were sent are said to be lost, and never committed", async (t) => {
  const { dana, way, vault, id } = await signedUp(t, "spoilt-before");
  way.cut = (request) => (request.startsWith("PUT /v1/blobs/") ? "before" : null);
  const exhibit = await added(vault, id, "only copy", 300_000);
  await vault.syncNow();
  const database = await dana.database();
  const row = (await database.getAll("chunks"))[0]!;
  new Uint8Array(row.bytes)[1000]! ^= 1;
  await database.put("chunks", row);
  way.cut = null;
  await vault.syncNow();
  assert.equal(vault.sync.value.damaged, 1);
  assert.equal(vault.sync.value.problem, null);
  assert.equal(await vault.placeOf(id, exhibit), "lost");
});

test("a chunk spoilt on its way is sent again", async (t) => {
  const { way, vault, id } = await signedUp(t, "spoilt-way");
  const exhibit = await added(vault, id, "again", 300_000);
  let refusals = 0;
  way.refuse = (request) => (request.endsWith("/commit") && (refusals += 1) === 1 ? { status: 422, code: "chunks_hash" } : null);
  await vault.syncNow();
  assert.equal(refusals, 2);
  assert.equal(await vault.placeOf(id, exhibit), "here");
});
