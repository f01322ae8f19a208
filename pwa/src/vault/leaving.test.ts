// Leaving: nothing unsynced is thrown away, nothing of the account stays where it was left.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { Vault } from "./port.js";
import { must, phone, type Phone, png, watch } from "./testing/phone.js";
import { browser, type Browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

interface Held {
  readonly phone: Phone;
  readonly way: Browser;
  readonly vault: Vault;
}

async function fresh(t: TestContext): Promise<Held> {
  const [one, way] = [phone(), browser(server.origin)];
  t.after(() => one.kill());
  return { phone: one, way, vault: await one.start({ door: way.door }) };
}

async function signedUp(t: TestContext, login: string): Promise<Held & { readonly caseId: string }> {
  const held = await fresh(t);
  const caseId = must(await held.vault.createCase("Case one", "child"));
  must(await held.vault.signUp(login, PASSPHRASE));
  await held.vault.syncNow();
  return { ...held, caseId };
}

test("signing out is refused while a picture has no copy, and afterwards leaves nothing here", async (t) => {
  const { phone: one, way, vault, caseId } = await signedUp(t, "signs-out");
  way.cut = (request) => (request.includes("/blobs") ? "before" : null);
  await vault.addFiles(caseId, [png("only here")], "picker", watch);
  assert.deepEqual(await vault.signOut(), { ok: false, type: "unsynced", count: 1 });
  assert.equal(vault.cases.value.length, 1);
  way.cut = null;
  must(await vault.signOut());
  assert.deepEqual([vault.phase.value.type, vault.login.value, vault.cases.value.length, vault.sync.value.state], ["open", null, 0, "no_account"]);
  const database = await one.database();
  for (const name of ["ops", "outbox", "pending", "blobs", "chunks"] as const) assert.equal(await database.count(name), 0, name);
  assert.equal((await way.door.hello()).ok && (await way.door.json("GET", "/v1/account/keys")).ok, false);
  must(await vault.signIn("signs-out", PASSPHRASE));
  await vault.syncNow();
  assert.equal(vault.cases.value.length, 1);
});

test("without signal nothing is signed out", async (t) => {
  const { way, vault } = await signedUp(t, "no-signal");
  way.cut = () => "before";
  assert.deepEqual(await vault.signOut(), { ok: false, type: "offline" });
  assert.equal(vault.login.value, "no-signal");
});

test("an account that leaves says until when, and can stay", async (t) => {
  const { vault } = await signedUp(t, "stays");
  assert.deepEqual(await vault.leave("not the passphrase"), { ok: false, type: "refused" });
  must(await vault.leave(PASSPHRASE));
  assert.equal(vault.sync.value.problem, "leaving");
  const days = (Date.parse(vault.leaving.value ?? "") - Date.now()) / 86_400_000;
  assert.ok(days > 6.9 && days < 7.1, `${days}`);
  must(await vault.stay(PASSPHRASE));
  assert.deepEqual([vault.sync.value.problem, vault.leaving.value], [null, null]);
});

test("deleted at once, nobody finds the account and this phone holds nothing of it", async (t) => {
  const { vault } = await signedUp(t, "deleted");
  must(await vault.erase(PASSPHRASE));
  assert.deepEqual([vault.login.value, vault.cases.value.length, vault.sync.value.state], [null, 0, "no_account"]);
  const other = await fresh(t);
  assert.deepEqual(await other.vault.signIn("deleted", PASSPHRASE), { ok: false, type: "refused" });
});
