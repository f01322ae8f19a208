// Two histories of one log: nobody's record is lost, and all phones end with the same cases.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { sha256 } from "../crypto/hash.js";
import { setNote } from "../domain/build.js";
import { checkChain } from "../domain/custody.js";
import type { Vault } from "./port.js";
import { driven, startApp } from "./testing/fleet.js";
import { honest, lies } from "./testing/liar.js";
import { must, phone, png, type Phone, watch } from "./testing/phone.js";
import { memoryServer } from "./testing/restorable.js";
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
  vault: Vault;
}

async function holder(t: TestContext, login?: string): Promise<Holder> {
  const mine = phone();
  t.after(() => mine.kill());
  const way = browser(server.origin);
  const vault = await mine.start({ door: way.door });
  if (login !== undefined) must(await vault.signIn(login, PASSPHRASE));
  return { phone: mine, way, vault };
}

async function reopen(one: Holder): Promise<void> {
  one.phone.kill();
  one.vault = await one.phone.start({ door: one.way.door });
  must(await one.vault.unlock(PASSPHRASE));
  await one.vault.syncNow();
}

async function note(vault: Vault, id: string, text: string): Promise<void> {
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text })));
  await vault.syncNow();
}

async function shown(vault: Vault): Promise<Readonly<Record<string, readonly string[]>>> {
  const all: Record<string, readonly string[]> = {};
  for (const { id, title } of vault.cases.value) {
    await vault.switchCase(id);
    const state = vault.current.value!;
    all[title] = [...[...state.notes.values()].map(({ text }) => text), ...[...state.exhibits.values()].map(({ label }) => label)].sort();
  }
  return all;
}

/** Dana's and Noor's phones, and a server that lost what both had and then took something else from Dana's. */
async function forked(t: TestContext, login: string): Promise<{ readonly id: string; readonly dana: Holder; readonly noor: Holder }> {
  const dana = await holder(t);
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp(login, PASSPHRASE));
  await note(dana.vault, id, "both");
  const noor = await holder(t, login);
  await noor.vault.switchCase(id);
  await noor.vault.syncNow();
  const kept = backup(server);
  must((await noor.vault.addFiles(id, [png("noors")], "picker", watch))[0]!.result);
  await note(noor.vault, id, "noor, lost");
  must(await noor.vault.createCase("noor's other", null));
  await noor.vault.syncNow();
  noor.phone.kill();
  await server.restart(() => kept.restore());
  await note(dana.vault, id, "dana, after");
  must(await dana.vault.createCase("dana's other", null));
  await dana.vault.syncNow();
  assert.equal(dana.vault.sync.value.problem, null);
  await reopen(noor);
  return { id, dana, noor };
}

test("a fork is told, both histories go on, labels and custody stay, and every phone has both", async (t) => {
  const { id, dana, noor } = await forked(t, "forked");
  const { vault } = noor;
  assert.equal(vault.sync.value.problem, "fork");
  assert.deepEqual(vault.forked.value.map(({ caseTitle }) => caseTitle).sort(), ["case", null]);
  assert.deepEqual((await shown(vault))["case"], ["B-001", "both", "noor, lost"]);
  const unsent = must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "noor, while paused" })));
  assert.equal(unsent.length, 1);
  await vault.syncNow();
  assert.equal(must(await vault.continueForked(noor.vault.forked.value.find(({ caseTitle }) => caseTitle === null)!.log, "")), null);
  const fresh = must(await vault.continueForked(id, "case, as on Noor's phone"))!;
  assert.equal(vault.current.value!.id, fresh);
  await vault.syncNow();
  await vault.syncNow();
  const { problem, onlyHere, state } = vault.sync.value;
  assert.deepEqual({ problem, onlyHere, state, forked: vault.forked.value }, { problem: null, onlyHere: 0, state: "synced", forked: [] });
  await dana.vault.syncNow();
  const third = await holder(t, "forked");
  const wanted = {
    "case": ["both", "dana, after"],
    "case, as on Noor's phone": ["B-001", "both", "noor, lost", "noor, while paused"],
    "noor's other": [],
    "dana's other": [],
  };
  for (const one of [vault, dana.vault, third.vault]) assert.deepEqual(await shown(one), wanted);
  await third.vault.switchCase(fresh);
  const [exhibit] = third.vault.current.value!.exhibits.values();
  must(await third.vault.picture(fresh, exhibit!.id, "original"));
  must((await vault.addFiles(fresh, [png("next")], "picker", watch))[0]!.result);
  const labels = [...vault.current.value!.exhibits.values()].map(({ label }) => label).sort();
  await vault.switchCase(fresh);
  for (const { lines } of vault.current.value!.custody.values()) assert.equal((await checkChain(lines, sha256)).ok, true);
  assert.deepEqual(labels.length, 2);
  assert.equal((await (await noor.phone.database()).get("meta", "branches") as readonly unknown[]).length, 2);
});

test("where the phone has nothing that the server lacks, the case goes on as it is", async (t) => {
  const dana = await holder(t);
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp("prefix", PASSPHRASE));
  await note(dana.vault, id, "first");
  const noor = await holder(t, "prefix");
  await noor.vault.switchCase(id);
  noor.way.alter = (request, body) => {
    if (!request.startsWith("GET /v1/feed")) return body;
    const feed = JSON.parse(new TextDecoder().decode(body)) as { cursor: string };
    return new TextEncoder().encode(JSON.stringify({ ...feed, cases: [{ case_id: id, seq: 1, head: "A".repeat(43) }] }));
  };
  await noor.vault.syncNow();
  assert.equal(noor.vault.sync.value.problem, "fork");
  noor.way.alter = null;
  await note(dana.vault, id, "second");
  assert.equal(must(await noor.vault.continueForked(id, "never made")), null);
  await noor.vault.syncNow();
  assert.equal(noor.vault.sync.value.problem, null);
  assert.deepEqual(await shown(noor.vault), { case: ["first", "second"] });
});

test("no network: a fork stays as it is", async (t) => {
  const { id, noor } = await forked(t, "fork-offline");
  noor.way.cut = () => "before";
  assert.deepEqual(await noor.vault.continueForked(id, "again"), { ok: false, type: "offline" });
  noor.way.cut = null;
  assert.equal(noor.vault.sync.value.problem, "fork");
  assert.deepEqual((await shown(noor.vault))["case"], ["B-001", "both", "noor, lost"]);
});

test("a server that then loses the forked log too takes this phone's: nothing goes on beside it", async (t) => {
  const server = memoryServer();
  const [dana, third] = [driven(server.carry()), driven(server.carry())];
  t.after(() => [dana, third].forEach((one) => one.phone.kill()));
  dana.vault = await startApp(dana);
  must(await dana.vault.signUp("lost-too", PASSPHRASE));
  await dana.vault.syncNow();
  const { id: account } = (await (await dana.phone.database()).get("meta", "account")) as { readonly id: string };
  await server.keep(account);
  const id = must(await dana.vault.createCase("case", null));
  await note(dana.vault, id, "kept");
  lies.fork(id)(dana.way);
  await note(dana.vault, id, "while it lied");
  assert.equal(dana.vault.sync.value.problem, "fork");
  honest(dana.way);
  await server.restore(account);
  await dana.vault.syncNow();
  assert.equal(must(await dana.vault.continueForked(id, "never made")), null);
  await dana.vault.syncNow();
  assert.equal(dana.vault.sync.value.state, "synced");
  third.vault = await startApp(third);
  must(await third.vault.signIn("lost-too", PASSPHRASE));
  await third.vault.syncNow();
  assert.deepEqual(await shown(third.vault), { case: ["kept", "while it lied"] });
});
