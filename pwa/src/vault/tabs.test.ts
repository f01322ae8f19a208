// Two tabs of one phone: what one does, the other follows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setNote } from "../domain/build.js";
import { must, phone, until } from "./testing/phone.js";
import { browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

test("a note written in one tab appears in the other; locking one locks both", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const { door } = browser(server.origin);
  const [one, two] = [await dana.start({ door }), await dana.start({ door })];
  const id = must(await one.createCase("case", null));
  must(await one.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "here" })));
  await until(() => two.current.value?.notes.size === 1);
  must(await one.signUp("tabs", PASSPHRASE));
  await until(() => two.sync.value.state !== "no_account");
  await one.lock();
  await until(() => two.phase.value.type === "locked");
  assert.equal(two.current.value, null);
});

test("a tab with the keys of the vault that was replaced cannot write into the new one", async (t) => {
  const [dana, noor] = [phone(), phone()];
  t.after(() => [dana, noor].forEach((one) => one.kill()));
  const vault = await dana.start({ door: browser(server.origin).door });
  must(await vault.createCase("the account's", null));
  must(await vault.signUp("replaced", PASSPHRASE));
  await vault.syncNow();
  const deaf = new BroadcastChannel("nobody hears");
  t.after(() => deaf.close());
  const stale = await noor.start({ channel: deaf });
  const { door } = browser(server.origin);
  const fresh = await noor.start({ door });
  must(await fresh.signIn("replaced", PASSPHRASE));
  assert.deepEqual(await stale.createCase("lost", null), { ok: false, type: "storage" });
  noor.kill();
  const again = await noor.start({ door });
  must(await again.unlock(PASSPHRASE));
  assert.deepEqual(again.cases.value.map(({ title }) => title), ["the account's"]);
});
