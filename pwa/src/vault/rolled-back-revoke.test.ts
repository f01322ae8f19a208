// A server restored to before a phone was removed: the removal and the new keys come back with whoever has them.
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

async function note(vault: Vault, id: string, text: string): Promise<void> {
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text })));
  await vault.syncNow();
}

test("a removal that a restored server forgot stands again, and what was written after it is there", async (t) => {
  const dana = await held(t, "iPhone, Safari");
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp("forgotten", PASSPHRASE));
  await note(dana.vault, id, "before");
  const lost = await held(t, "Android, Chrome");
  must(await lost.vault.signIn("forgotten", PASSPHRASE));
  await lost.vault.syncNow();
  await dana.vault.syncNow();
  const kept = backup(server);
  const gone = must(await dana.vault.devices()).filter(({ here }) => !here).map((one) => one.id);
  must(await dana.vault.revokeDevices(gone));
  await note(dana.vault, id, "after the removal");
  await server.restart(() => kept.restore());
  dana.phone.kill();
  dana.vault = await dana.phone.start({ door: dana.way.door });
  must(await dana.vault.unlock(PASSPHRASE));
  await dana.vault.syncNow();
  await dana.vault.syncNow();
  assert.deepEqual([dana.vault.sync.value.problem, dana.vault.sync.value.state], [null, "synced"]);
  assert.deepEqual(must(await dana.vault.devices()).map(({ revoked }) => revoked), [false, true]);
  await lost.vault.syncNow();
  assert.equal(lost.vault.sync.value.problem, "signed_out");
  const later = await held(t, "Linux, Firefox");
  must(await later.vault.signIn("forgotten", PASSPHRASE));
  await later.vault.syncNow();
  await later.vault.switchCase(id);
  assert.deepEqual([...later.vault.current.value!.notes.values()].map(({ text }) => text).sort(), ["after the removal", "before"]);
  assert.equal(later.vault.sync.value.quarantined, 0);
});
