// A server that alters, repeats, withholds or rewinds: the phone keeps what it has, counts what it refuses, and stops.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toBase64url } from "../crypto/base64url.js";
import { concat, readUint } from "../crypto/bytes.js";
import { setNote } from "../domain/build.js";
import type { Vault } from "./port.js";
import { must, phone, type Phone } from "./testing/phone.js";
import { browser, type Browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

interface Pair {
  readonly id: string;
  readonly dana: Vault;
  readonly noor: Vault;
  readonly way: Browser;
  readonly note: (vault: Vault, text: string) => Promise<void>;
}

/** Two phones of one account, both up to date; `way` is the second one's network. */
async function pair(login: string, phones: readonly [Phone, Phone]): Promise<Pair> {
  const dana = await phones[0].start({ door: browser(server.origin).door });
  const id = must(await dana.createCase("case", null));
  must(await dana.signUp(login, PASSPHRASE));
  await dana.syncNow();
  const way = browser(server.origin);
  const noor = await phones[1].start({ door: way.door });
  must(await noor.signIn(login, PASSPHRASE));
  await noor.switchCase(id);
  const note = async (vault: Vault, text: string): Promise<void> => {
    must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text })));
    await vault.syncNow();
  };
  await note(dana, "first");
  await noor.syncNow();
  assert.deepEqual(texts(noor), ["first"]);
  return { id, dana, noor, way, note };
}

const texts = (vault: Vault): readonly string[] => [...vault.current.value!.notes.values()].map(({ text }) => text).sort();
const pulls = (id: string) => (request: string): boolean => request.startsWith(`GET /v1/cases/${id}/ops`);

test("an altered op is quarantined, counted, and its case paused; what was there stays", async (t) => {
  const phones = [phone(), phone()] as const;
  t.after(() => phones.forEach((one) => one.kill()));
  const { id, dana, noor, way, note } = await pair("altered", phones);
  await note(dana, "second");
  way.alter = (request, body) => {
    if (pulls(id)(request) && body.length > 300) body[250] = (body[250] ?? 0) ^ 1;
    return body;
  };
  await noor.syncNow();
  assert.deepEqual(texts(noor), ["first"]);
  assert.equal(noor.sync.value.quarantined, 1);
  assert.equal(noor.sync.value.problem, "fork");
  assert.equal(noor.sync.value.state, "paused");
  const told = way.requests.filter((request) => !request.startsWith("GET"));
  assert.ok(told.every((request) => !request.includes("quarantine")));
});

test("a repeated op is quarantined as out of order", async (t) => {
  const phones = [phone(), phone()] as const;
  t.after(() => phones.forEach((one) => one.kill()));
  const { id, dana, noor, way, note } = await pair("replayed", phones);
  await note(dana, "second");
  way.alter = (request, body) => {
    if (!pulls(id)(request) || body.length < 12) return body;
    const again = body.slice();
    new DataView(again.buffer).setBigUint64(0, BigInt(readUint(body, 0, 8) + 1));
    return concat(body, again);
  };
  await noor.syncNow();
  assert.deepEqual(texts(noor), ["first", "second"]);
  assert.equal(noor.sync.value.quarantined, 1);
  const database = await phones[1].database();
  const rows = await database.getAll("ops");
  assert.deepEqual(rows.flatMap(({ quarantined }) => quarantined ?? []), ["order"]);
});

test("a server that went back in time is noticed, and nothing is lost", async (t) => {
  const phones = [phone(), phone()] as const;
  t.after(() => phones.forEach((one) => one.kill()));
  const { id, dana, noor, way, note } = await pair("rewound", phones);
  const first = toBase64url(new Uint8Array((await (await phones[1].database()).get("ops", [id, 1]))!.head));
  await note(dana, "second");
  await noor.syncNow();
  way.alter = (request, body) => {
    if (!request.startsWith("GET /v1/feed")) return body;
    const feed = JSON.parse(new TextDecoder().decode(body)) as { cursor: string; cases: { case_id: string; seq: number }[] };
    const cases = [{ case_id: id, seq: 1, head: first }];
    return new TextEncoder().encode(JSON.stringify({ ...feed, cases }));
  };
  await noor.syncNow();
  assert.equal(noor.sync.value.problem, "log_rewound");
  assert.deepEqual(texts(noor), ["first", "second"]);
});

test("another head for the same place is a fork", async (t) => {
  const phones = [phone(), phone()] as const;
  t.after(() => phones.forEach((one) => one.kill()));
  const { id, noor, way } = await pair("forked", phones);
  way.alter = (request, body) => {
    if (!request.startsWith("GET /v1/feed")) return body;
    const feed = JSON.parse(new TextDecoder().decode(body)) as { cursor: string };
    return new TextEncoder().encode(JSON.stringify({ ...feed, cases: [{ case_id: id, seq: 1, head: "A".repeat(43) }] }));
  };
  await noor.syncNow();
  assert.equal(noor.sync.value.problem, "fork");
  assert.deepEqual(texts(noor), ["first"]);
});

test("a shortened identity log is an alarm", async (t) => {
  const phones = [phone(), phone(), phone()] as const;
  t.after(() => phones.forEach((one) => one.kill()));
  const { id, dana, way } = await pair("identity", [phones[0], phones[1]]);
  const third = await phones[2].start({ door: way.door });
  must(await third.signIn("identity", PASSPHRASE));
  await third.switchCase(id);
  must(await third.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "from a third" })));
  await third.syncNow();
  const lying = browser(server.origin);
  lying.alter = (request, body) => (request === "GET /v1/identity" ? new TextEncoder().encode(JSON.stringify({ entries: [] })) : body);
  phones[0].kill();
  const again = await phones[0].start({ door: lying.door });
  must(await again.unlock(PASSPHRASE));
  await again.syncNow();
  assert.equal(again.sync.value.problem, "identity_rewound");
  assert.equal(dana.phase.value.type, "open");
});

test("garbage instead of ops is the server's problem, not ours", async (t) => {
  const phones = [phone(), phone()] as const;
  t.after(() => phones.forEach((one) => one.kill()));
  const { id, dana, noor, way, note } = await pair("garbage", phones);
  await note(dana, "second");
  way.alter = (request, body) => (pulls(id)(request) ? body.slice(0, 50) : body);
  await noor.syncNow();
  assert.equal(noor.sync.value.problem, "server");
  way.alter = null;
  await noor.syncNow();
  assert.equal(noor.sync.value.problem, null);
  assert.deepEqual(texts(noor), ["first", "second"]);
});
