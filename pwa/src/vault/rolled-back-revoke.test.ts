// A server restored to before phones were removed: the removals and the new keys come back with whoever has them.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { setNote } from "../domain/build.js";
import type { Vault } from "./port.js";
import { must, phone, type Phone } from "./testing/phone.js";
import { backup, browser, type Browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

interface Held {
  readonly phone: Phone;
  readonly way: Browser;
  vault: Vault;
}

async function held(t: TestContext, kind: string): Promise<Held> {
  const [one, way] = [phone(), browser(server.origin)];
  t.after(() => one.kill());
  return { phone: one, way, vault: await one.start({ door: way.door, kind }) };
}

async function reopened(one: Held, passphrase = PASSPHRASE): Promise<void> {
  one.phone.kill();
  one.vault = await one.phone.start({ door: one.way.door });
  must(await one.vault.unlock(passphrase));
  await one.vault.syncNow();
  await one.vault.syncNow();
}

async function removeOthers(vault: Vault): Promise<void> {
  const gone = must(await vault.devices()).filter(({ here, revoked }) => !here && !revoked).map((one) => one.id);
  must(await vault.revokeDevices(gone));
}

async function note(vault: Vault, id: string, text: string): Promise<void> {
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text })));
  await vault.syncNow();
}

test("removals that a restored server forgot, and the phone that joined between them, come back in one go; what was written after is there", async (t) => {
  const dana = await held(t, "iPhone, Safari");
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp("forgotten", PASSPHRASE));
  await note(dana.vault, id, "before");
  const lost = await held(t, "Android, Chrome");
  must(await lost.vault.signIn("forgotten", PASSPHRASE));
  await lost.vault.syncNow();
  await dana.vault.syncNow();
  const kept = backup(server);
  await removeOthers(dana.vault);
  const tablet = await held(t, "iPad, Safari");
  must(await tablet.vault.signIn("forgotten", PASSPHRASE));
  await tablet.vault.switchCase(id);
  await note(tablet.vault, id, "by the tablet");
  await dana.vault.syncNow();
  await removeOthers(dana.vault);
  await note(dana.vault, id, "after both removals");
  await server.restart(() => kept.restore());
  await reopened(dana);
  assert.deepEqual([dana.vault.sync.value.problem, dana.vault.sync.value.state], [null, "synced"]);
  assert.deepEqual(must(await dana.vault.devices()).map(({ revoked }) => revoked), [false, true, true]);
  await lost.vault.syncNow();
  assert.equal(lost.vault.sync.value.problem, "signed_out");
  const later = await held(t, "Linux, Firefox");
  must(await later.vault.signIn("forgotten", PASSPHRASE));
  await later.vault.syncNow();
  await later.vault.switchCase(id);
  assert.deepEqual([...later.vault.current.value!.notes.values()].map(({ text }) => text).sort(), ["after both removals", "before", "by the tablet"]);
  assert.equal(later.vault.sync.value.quarantined, 0);
});

test("a removal that came after a new passphrase cannot come back without it: the alarm is raised, and nothing is lost", async (t) => {
  const dana = await held(t, "iPhone, Safari");
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp("forgotten-words", PASSPHRASE));
  const lost = await held(t, "Android, Chrome");
  must(await lost.vault.signIn("forgotten-words", PASSPHRASE));
  await dana.vault.syncNow();
  const kept = backup(server);
  const words = "other words entirely";
  must(await dana.vault.changePassphrase(PASSPHRASE, words, false));
  await removeOthers(dana.vault);
  await server.restart(() => kept.restore());
  await reopened(dana, words);
  assert.deepEqual([dana.vault.sync.value.problem, dana.vault.sync.value.state], ["identity_rewound", "paused"]);
  await note(dana.vault, id, "written all the same");
  await reopened(dana, words);
  assert.deepEqual([...dana.vault.current.value!.notes.values()].map(({ text }) => text), ["written all the same"]);
  assert.equal(dana.vault.sync.value.problem, "identity_rewound");
});
