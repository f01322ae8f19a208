// Signing in: what the phone holds comes along, by whichever tab it was saved; an account that is there stays.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sha256 } from "../crypto/hash.js";
import { setNote } from "../domain/build.js";
import { checkChain } from "../domain/custody.js";
import { must, phone, png, watch } from "./testing/phone.js";
import { type Browser, browser, type Site, site } from "./testing/server.js";
import type { Vault } from "./port.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
let recoveryCode = "";
before(async () => {
  server = await site();
  const dana = phone();
  const vault = await dana.start({ door: browser(server.origin).door });
  must(await vault.createCase("the account's", null));
  ({ recoveryCode } = must(await vault.signUp("joined", PASSPHRASE)));
  await vault.syncNow();
  dana.kill();
});
after(() => server.close());

/** Holds the first such request back until `act` is done. */
function meanwhile(way: Browser, request: string, act: () => Promise<unknown>): Browser["door"] {
  let acted: Promise<unknown> | null = null;
  return {
    ...way.door,
    json: async <T>(...given: Parameters<typeof way.door.json>) => {
      if (`${given[0]} ${given[1]}` === request) await (acted ??= act());
      return way.door.json<T>(...given);
    },
  };
}

async function evening(vault: Vault): Promise<void> {
  const id = must(await vault.createCase("from the other tab", null));
  must((await vault.addFiles(id, [png("kept")], "picker", watch))[0]!.result);
}

for (const [when, request, join] of [
  ["while the passphrase is checked", "POST /v1/auth/login", (vault: Vault) => vault.signIn("joined", PASSPHRASE)],
  ["while a letter is claimed", "POST /v1/identity", (vault: Vault) => vault.signIn("joined", PASSPHRASE)],
  ["while a recovery code is checked", "POST /v1/recovery/finish", (vault: Vault) => vault.recover(recoveryCode)],
] as const) {
  test(`another tab saves ${when}: it comes along`, async (t) => {
    const noor = phone();
    t.after(() => noor.kill());
    const other = await noor.start();
    const way = browser(server.origin);
    const vault = await noor.start({ door: meanwhile(way, request, () => evening(other)) });
    must(await join(vault));
    await vault.syncNow();
    assert.equal(vault.sync.value.onlyHere, 0);
    noor.kill();
    const again = await noor.start({ door: way.door });
    must(await again.unlock(PASSPHRASE));
    const mine = again.cases.value.filter(({ title }) => title === "from the other tab").at(-1)!;
    await again.switchCase(mine.id);
    const [exhibit] = again.current.value!.exhibits.values();
    must(await again.picture(mine.id, exhibit!.id, "original"));
  });
}

test("what is on the phone becomes cases of the account: labels kept, none given twice, custody whole, nothing merged", async (t) => {
  const [dana, noor] = [phone(), phone()];
  t.after(() => [dana, noor].forEach((one) => one.kill()));
  const first = await dana.start({ door: browser(server.origin).door });
  const theirs = must(await first.createCase("case", null));
  must((await first.addFiles(theirs, [png("danas")], "picker", watch))[0]!.result);
  must(await first.signUp("luggage", PASSPHRASE));
  await first.syncNow();
  const way = browser(server.origin);
  const vault = await noor.start({ door: way.door });
  const mine = must(await vault.createCase("case", "me"));
  for (const name of ["one", "two"]) must((await vault.addFiles(mine, [png(name)], "picker", watch))[0]!.result);
  let note = "";
  for (const text of ["first words", "last words"]) {
    must(await vault.save(mine, (stamp) => setNote(stamp, (note ||= stamp.newId()), { text })));
    await vault.syncNow();
  }
  await vault.keepDrafts({ call: { said: "half typed" } });
  must(await vault.signIn("luggage", PASSPHRASE));
  assert.equal(vault.current.value!.id, mine);
  assert.deepEqual(vault.keptDrafts(), { call: { said: "half typed" } });
  must(await vault.describe(mine, { what: "after joining" }));
  await vault.syncNow();
  await first.syncNow();
  assert.deepEqual(first.cases.value.map(({ title, audience }) => [title, audience]), [["case", null], ["case", "me"]]);
  await first.switchCase(mine);
  const state = first.current.value!;
  assert.deepEqual([...state.exhibits.values()].map(({ label }) => label).sort(), ["A-001", "A-002", "B-001"]);
  assert.deepEqual(state.log.fields.get(`note/${note}/text`)!.map(({ rec }) => rec.value), ["first words", "last words"]);
  for (const { lines } of state.custody.values()) assert.equal((await checkChain(lines, sha256)).ok, true);
  assert.equal([...state.custody.values()].flatMap(({ lines }) => lines).length, 3);
  for (const { id, first: body } of state.exhibits.values()) if (body.kind === "file") must(await first.picture(mine, id, "original"));
  assert.equal(must(await first.describe(mine, { what: "by the account's own letter A" })).label, "A-003");
});

test("a letter's labels are not given again by a phone that has the case but not yet its record", async (t) => {
  const [dana, noor] = [phone(), phone()];
  t.after(() => [dana, noor].forEach((one) => one.kill()));
  const way = browser(server.origin);
  const first = await dana.start({ door: way.door });
  must(await first.createCase("case", null));
  must(await first.signUp("early-label", PASSPHRASE));
  await first.syncNow();
  const vault = await noor.start({ door: browser(server.origin).door });
  const mine = must(await vault.createCase("mine", null));
  must(await vault.describe(mine, { what: "one" }));
  must(await vault.signIn("early-label", PASSPHRASE));
  await vault.syncNow();
  way.cut = (request) => (request.startsWith(`GET /v1/cases/${mine}/`) ? "before" : null);
  await first.syncNow();
  assert.equal(must(await first.describe(mine, { what: "early" })).label, "A-002");
});

test("another tab signs up meanwhile: its account stays", async (t) => {
  const noor = phone();
  t.after(() => noor.kill());
  const other = await noor.start({ door: browser(server.origin).door });
  const vault = await noor.start({ door: meanwhile(browser(server.origin), "POST /v1/identity", async () => must(await other.signUp("meanwhile", PASSPHRASE))) });
  assert.deepEqual(await vault.signIn("joined", PASSPHRASE), { ok: false, type: "has_account" });
  noor.kill();
  const again = await noor.start();
  must(await again.unlock(PASSPHRASE));
  assert.equal(again.login.value, "meanwhile");
});
