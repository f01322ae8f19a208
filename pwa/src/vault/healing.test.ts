// A server restored from an older backup: the phones that have more give it back, and only a history of its own is a fork.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { newFollowup, setNote } from "../domain/build.js";
import type { Vault } from "./port.js";
import { must, phone, png, type Phone, watch } from "./testing/phone.js";
import { backup, browser, type Browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

interface Holder {
  readonly phone: Phone;
  readonly way: Browser;
  readonly vault: Vault;
}

async function holder(t: TestContext): Promise<Holder> {
  const mine = phone();
  t.after(() => mine.kill());
  const way = browser(server.origin);
  return { phone: mine, way, vault: await mine.start({ door: way.door }) };
}

async function joined(t: TestContext, login: string): Promise<Holder> {
  const one = await holder(t);
  must(await one.vault.signIn(login, PASSPHRASE));
  return one;
}

async function note(vault: Vault, id: string, text: string): Promise<void> {
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text })));
  await vault.syncNow();
}

async function reopened({ phone: mine, way }: Holder): Promise<Vault> {
  mine.kill();
  const again = await mine.start({ door: way.door });
  must(await again.unlock(PASSPHRASE));
  await again.syncNow();
  return again;
}

const texts = (vault: Vault): readonly string[] => [...vault.current.value!.notes.values()].map(({ text }) => text).sort();

test("ops, a whole case, a device, a picture and a reminder that the backup did not have come back", async (t) => {
  const dana = await holder(t);
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp("healed", PASSPHRASE));
  await note(dana.vault, id, "before the backup");
  const kept = backup(server);
  await note(dana.vault, id, "after the backup");
  const other = must(await dana.vault.createCase("a case after it", null));
  await dana.vault.switchCase(other);
  must((await dana.vault.addFiles(other, [png("picture")], "picker", watch))[0]!.result);
  const plan = { number: null, contact: null, ask: "", due: "2027-03-01T09:00", zone: "America/Toronto", rule: null };
  must(await dana.vault.save(other, (stamp) => newFollowup(stamp, plan, stamp.newId())));
  await dana.vault.syncNow();
  const noor = await joined(t, "healed");
  await noor.vault.switchCase(other);
  await note(noor.vault, other, "from the phone that joined");
  await dana.vault.syncNow();
  await server.restart(() => kept.restore());
  must(await dana.vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "new" })));
  const again = await reopened(dana);
  await again.syncNow();
  assert.deepEqual({ problem: again.sync.value.problem, onlyHere: again.sync.value.onlyHere, state: again.sync.value.state }, { problem: null, onlyHere: 0, state: "synced" });
  const heals = dana.way.requests.filter((request) => request.endsWith("/heal"));
  assert.ok(heals.length >= 3, heals.join());
  const lina = await joined(t, "healed");
  await lina.vault.switchCase(other);
  assert.deepEqual(texts(lina.vault), ["from the phone that joined"]);
  const [exhibit] = lina.vault.current.value!.exhibits.values();
  must(await lina.vault.picture(other, exhibit!.id, "original"));
  await lina.vault.switchCase(id);
  assert.deepEqual(texts(lina.vault), ["after the backup", "before the backup", "new"]);
  assert.ok(dana.way.requests.slice(-40).some((request) => request.startsWith("PUT /v1/reminders/")));
  const back = await reopened(noor);
  await back.syncNow();
  assert.deepEqual({ problem: back.sync.value.problem, state: back.sync.value.state }, { problem: null, state: "synced" });
  await note(back, other, "and it goes on");
  await back.switchCase(other);
  assert.deepEqual(texts(back), ["and it goes on", "from the phone that joined"]);
});

test("a picture whose op the backup had, and not its bytes, is given back by a phone that has them", async (t) => {
  const dana = await holder(t);
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp("bytes-lost", PASSPHRASE));
  dana.way.cut = (request) => (request.startsWith("PUT /v1/blobs/") ? "before" : null);
  must((await dana.vault.addFiles(id, [png("picture")], "picker", watch))[0]!.result);
  await dana.vault.syncNow();
  const kept = backup(server);
  dana.way.cut = null;
  await dana.vault.syncNow();
  assert.equal(dana.vault.sync.value.onlyHere, 0);
  await server.restart(() => kept.restore());
  const again = await reopened(dana);
  assert.deepEqual({ problem: again.sync.value.problem, onlyHere: again.sync.value.onlyHere }, { problem: null, onlyHere: 0 });
  const lina = await joined(t, "bytes-lost");
  await lina.vault.switchCase(id);
  const [exhibit] = lina.vault.current.value!.exhibits.values();
  must(await lina.vault.picture(id, exhibit!.id, "original"));
});

test("a phone whose very device the backup did not have gives itself back", async (t) => {
  const dana = await holder(t);
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp("device-lost", PASSPHRASE));
  await note(dana.vault, id, "first");
  const kept = backup(server);
  const noor = await joined(t, "device-lost");
  await noor.vault.switchCase(id);
  await note(noor.vault, id, "by the second phone");
  await server.restart(() => kept.restore());
  const back = await reopened(noor);
  await back.syncNow();
  assert.equal(back.sync.value.problem, null);
  const again = await reopened(dana);
  await again.syncNow();
  assert.deepEqual(texts(again), ["by the second phone", "first"]);
});

test("a server that takes what it lost and goes on hiding it is an alarm; when it stops, the log goes on", async (t) => {
  const dana = await holder(t);
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp("hiding", PASSPHRASE));
  await note(dana.vault, id, "first");
  let first = "";
  dana.way.alter = (request, body) => {
    if (!request.startsWith("GET /v1/feed")) return body;
    const feed = JSON.parse(new TextDecoder().decode(body)) as { cursor: string; cases: { case_id: string; seq: number; head: string }[] };
    const here = feed.cases.find(({ case_id }) => case_id === id);
    if (here?.seq === 1) first = here.head;
    if (here !== undefined && first !== "" && here.seq > 1) Object.assign(here, { seq: 1, head: first });
    return new TextEncoder().encode(JSON.stringify(feed));
  };
  const watched = await reopened(dana);
  await note(watched, id, "second");
  await watched.syncNow();
  assert.deepEqual(texts(watched), ["first", "second"]);
  const hidden = await reopened(dana);
  assert.equal(hidden.sync.value.problem, "log_rewound");
  assert.deepEqual(texts(hidden), ["first", "second"]);
  dana.way.alter = null;
  const again = await reopened(dana);
  assert.equal(again.sync.value.problem, null);
  await note(again, id, "third");
  assert.equal(again.sync.value.onlyHere, 0);
});
