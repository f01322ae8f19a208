// A share as the service worker meets it: all of it sealed and asked about, or nothing of it and a word why.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { newInboxKey } from "../crypto/inbox.js";
import { waitingRows } from "../store/inbox.js";
import { type Database, openDatabase } from "../store/schema.js";
import { dieAfter } from "../vault/testing/dying.js";
import { png } from "../vault/testing/phone.js";
import { receiveShare } from "./share.js";

const ADDRESS = "https://holdfast.example/share";
const MEBIBYTE = 1024 * 1024;
type Put = (this: IDBObjectStore, ...given: Parameters<IDBObjectStore["put"]>) => IDBRequest<IDBValidKey>;
let made = 0;

/** A phone's storage, with an inbox key where `key` says so. */
async function storage(t: TestContext, key = true): Promise<{ readonly open: () => Promise<Database>; readonly database: Database }> {
  made += 1;
  const name = `share-${made}`;
  const open = (): Promise<Database> => openDatabase(name);
  const database = await open();
  t.after(() => database.close());
  if (key) await database.put("meta", { pub: (await newInboxKey()).pub.buffer, priv: new ArrayBuffer(112) }, "inbox_key");
  return { open, database };
}

function form(files: readonly File[], texts: Readonly<Record<string, string>> = {}): Request {
  const body = new FormData();
  for (const file of files) body.append("files", file);
  for (const [name, text] of Object.entries(texts)) body.append(name, text);
  return new Request(ADDRESS, { method: "POST", body });
}

/** As `form`, with the body already read: Node takes seconds for what a browser is fast at. */
function handed(files: readonly File[]): Request {
  const body = new FormData();
  for (const file of files) body.append("files", file);
  return Object.assign(form([]), { formData: () => Promise.resolve(body) });
}

async function placeAfter(request: Request, open: () => Promise<Database>): Promise<string> {
  const told: string[] = [];
  const answer = await receiveShare(request, open, ({ type }) => told.push(type));
  assert.equal(answer.status, 303);
  assert.deepEqual(told, ["inbox"]);
  return (answer.headers.get("Location") ?? "").replace("https://holdfast.example/#/", "");
}

test("pictures and words are sealed under one share, and nothing of them is readable", async (t) => {
  const { open, database } = await storage(t);
  const place = await placeAfter(form([png("Kestrel-1"), png("Kestrel-2")], { title: "Kestrel", text: "Kestrel", url: "https://kestrel.example" }), open);
  assert.equal(place, "shared");
  const rows = await waitingRows(database);
  assert.deepEqual([rows.length, new Set(rows.map(({ row }) => row.share)).size, rows.filter(({ row }) => row.blobs.length > 0).length], [3, 1, 2]);
  assert.equal(await database.count("chunks"), 2);
  const bytes = [...rows.map(({ row }) => row.entry), ...(await database.getAll("chunks")).map((chunk) => chunk.bytes)];
  assert.ok(bytes.every((one) => !/kestrel/i.test(Buffer.from(one).toString("latin1"))));
});

for (const [what, request, place] of [
  ["nothing in it", () => form([]), "capture/share-missed"],
  ["an empty file only", () => form([new File([], "empty.png")]), "capture/share-missed"],
  ["a body that is no form", () => new Request(ADDRESS, { method: "POST", body: "x" }), "capture/share-missed"],
  ["more files than are looked at", () => form(Array.from({ length: 101 }, (_, i) => png(String(i), 20))), "capture/share-large"],
  ["more than 200 MB", () => handed([new File([new Uint8Array(200 * MEBIBYTE + 1)], "film.mp4")]), "capture/share-large"],
] as const) {
  test(`${what}: words, and nothing is kept`, async (t) => {
    const { open, database } = await storage(t);
    assert.equal(await placeAfter(request(), open), place);
    assert.deepEqual(await waitingRows(database), []);
  });
}

test("a phone that has no inbox yet says so instead of keeping anything readable", async (t) => {
  const { open, database } = await storage(t, false);
  assert.equal(await placeAfter(form([png("one")]), open), "capture/share-missed");
  assert.equal((await database.count("meta")) + (await database.count("chunks")), 0);
});

test("storage that fails half-way leaves nothing of the share", async (t) => {
  const { open, database } = await storage(t);
  const { put } = IDBObjectStore.prototype as { readonly put: Put };
  let puts = 0;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<Put>) {
    puts += 1;
    if (puts === 4) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, given);
  };
  t.after(() => (IDBObjectStore.prototype.put = put));
  assert.equal(await placeAfter(form([png("one"), png("two"), png("three")]), open), "capture/share-full");
  assert.deepEqual([(await waitingRows(database)).length, await database.count("chunks")], [0, 0]);
});

test("a worker that dies leaves whole things only, still asked about", async (t) => {
  const { open, database } = await storage(t);
  const restore = dieAfter(1);
  t.after(() => restore());
  await placeAfter(form([png("one"), png("two")]), open);
  restore();
  const rows = await waitingRows(database);
  assert.deepEqual([rows.length, rows[0]?.row.share?.length, await database.count("chunks")], [1, 32, 1]);
});

test("what nobody answered for cannot fill the phone", async (t) => {
  const { open, database } = await storage(t);
  const blob = { id: "f".repeat(32), hdr: new ArrayBuffer(64), chunks: new ArrayBuffer(32), paddedLen: 600 * MEBIBYTE, chunkCount: 150, where: "idb" as const };
  await database.put("meta", { entry: new ArrayBuffer(400), blobs: [blob], share: "e".repeat(32) }, `inbox/${"d".repeat(32)}`);
  assert.equal(await placeAfter(form([png("one")]), open), "capture/share-full");
  assert.equal((await waitingRows(database)).length, 1);
});
