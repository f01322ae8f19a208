// A lost phone loses its part in the account: it is told, and reads nothing of what comes after.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { Vault } from "./port.js";
import { must, phone, type Phone } from "./testing/phone.js";
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

async function held(t: TestContext, kind: string): Promise<Held> {
  const [one, way] = [phone(), browser(server.origin)];
  t.after(() => one.kill());
  return { phone: one, way, vault: await one.start({ door: way.door, kind }) };
}

/** Dana's phones: the first made the account, the others signed in. */
async function family(t: TestContext, login: string, kinds: readonly string[]): Promise<readonly Held[]> {
  const phones: Held[] = [];
  for (const kind of kinds) {
    const next = await held(t, kind);
    if (phones.length === 0) {
      must(await next.vault.createCase("Case one", "child"));
      must(await next.vault.signUp(login, PASSPHRASE));
    } else {
      must(await next.vault.signIn(login, PASSPHRASE));
    }
    await next.vault.syncNow();
    phones.push(next);
  }
  return phones;
}

test("every device is listed with its letter and what it calls itself; the server does not learn that", async (t) => {
  const [first, second] = await family(t, "listed", ["iPhone, Safari", "Android, Chrome"]);
  await second!.vault.syncNow();
  await first!.vault.syncNow();
  const list = must(await first!.vault.devices());
  assert.deepEqual(list.map(({ letter, kind, here, revoked }) => [letter, kind, here, revoked]), [["A", "iPhone, Safari", true, false], ["B", "Android, Chrome", false, false]]);
  assert.match(list[1]?.lastSeenDay ?? "", /^\d{4}-\d\d-\d\d$/);
});

test("a revoked phone is told, reads nothing that comes after, and what it wrote before stays", async (t) => {
  const [first, lost] = await family(t, "lost", ["iPhone, Safari", "Android, Chrome"]);
  must(await lost!.vault.createCase("Written on the lost phone", "child"));
  await lost!.vault.syncNow();
  const gone = must(await first!.vault.devices()).filter(({ here }) => !here).map(({ id }) => id);
  must(await first!.vault.revokeDevices(gone));
  must(await first!.vault.createCase("After the phone was lost", "child"));
  await first!.vault.syncNow();
  assert.equal(first!.vault.sync.value.state, "synced");
  assert.equal(must(await first!.vault.devices())[1]?.revoked, true);
  await lost!.vault.syncNow();
  assert.equal(lost!.vault.sync.value.problem, "signed_out");
  assert.deepEqual(await lost!.vault.signInAgain(PASSPHRASE), { ok: false, type: "revoked" });
  await lost!.vault.syncNow();
  assert.deepEqual(lost!.vault.cases.value.map(({ title }) => title).sort(), ["Case one", "Written on the lost phone"]);

  const later = await held(t, "Linux, Firefox");
  must(await later.vault.signIn("lost", PASSPHRASE));
  await later.vault.syncNow();
  assert.deepEqual(later.vault.cases.value.map(({ title }) => title).sort(), ["After the phone was lost", "Case one", "Written on the lost phone"]);
  assert.equal(later.vault.sync.value.quarantined, 0);
  assert.equal(must(await later.vault.devices()).at(-1)?.letter, "C");
});

test("a phone that stays is asked for the passphrase, keeps what it had not sent, and goes on under the new keys", async (t) => {
  const [first, lost, kept] = await family(t, "staying", ["iPhone, Safari", "Android, Chrome", "Linux, Firefox"]);
  kept!.way.cut = () => "before";
  must(await kept!.vault.createCase("Saved without signal", "child"));
  await lost!.vault.syncNow();
  const gone = must(await first!.vault.devices()).filter(({ letter }) => letter === "B").map(({ id }) => id);
  must(await first!.vault.revokeDevices(gone));
  await first!.vault.syncNow();
  kept!.way.cut = null;
  await kept!.vault.syncNow();
  assert.equal(kept!.vault.sync.value.problem, "new_keys");
  must(await kept!.vault.signInAgain(PASSPHRASE));
  await kept!.vault.syncNow();
  assert.equal(kept!.vault.sync.value.problem, null);
  await first!.vault.syncNow();
  assert.ok(first!.vault.cases.value.some(({ title }) => title === "Saved without signal"));
  await kept!.vault.lock();
  must(await kept!.vault.unlock(PASSPHRASE));
  assert.ok(kept!.vault.cases.value.some(({ title }) => title === "Saved without signal"));
});

test("a rotation whose answer was lost strands nobody: the passphrase opens the new keys", async (t) => {
  const [first, lost] = await family(t, "answer-lost", ["iPhone, Safari", "Android, Chrome"]);
  await lost!.vault.syncNow();
  const gone = must(await first!.vault.devices()).filter(({ here }) => !here).map(({ id }) => id);
  first!.way.cut = (request) => (request === "PUT /v1/account/slots" ? "after" : null);
  assert.deepEqual(await first!.vault.revokeDevices(gone), { ok: false, type: "offline" });
  first!.way.cut = null;
  assert.deepEqual(await first!.vault.revokeDevices(gone), { ok: false, type: "moved_on" });
  must(await first!.vault.signInAgain(PASSPHRASE));
  must(await first!.vault.createCase("After all of it", "child"));
  await first!.vault.syncNow();
  assert.equal(first!.vault.sync.value.state, "synced");
  assert.equal(must(await first!.vault.devices())[1]?.revoked, true);
});
