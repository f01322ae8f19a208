// Signing in replaces an empty phone only: what another tab saves meanwhile is never erased.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
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
  test(`another tab saves ${when}: it stays, and signing in says so`, async (t) => {
    const noor = phone();
    t.after(() => noor.kill());
    const other = await noor.start();
    const way = browser(server.origin);
    const vault = await noor.start({ door: meanwhile(way, request, () => evening(other)) });
    assert.deepEqual(await join(vault), { ok: false, type: "has_local_cases" });
    assert.equal(way.requests.at(-1), "POST /v1/auth/logout");
    noor.kill();
    const again = await noor.start();
    assert.deepEqual(again.cases.value.map(({ title }) => title), ["from the other tab"]);
    const [exhibit] = again.current.value!.exhibits.values();
    must(await again.picture(again.current.value!.id, exhibit!.id, "original"));
  });
}

test("another tab signs up meanwhile: its account stays", async (t) => {
  const noor = phone();
  t.after(() => noor.kill());
  const other = await noor.start({ door: browser(server.origin).door });
  const vault = await noor.start({ door: meanwhile(browser(server.origin), "POST /v1/identity", async () => must(await other.signUp("meanwhile", PASSPHRASE))) });
  assert.deepEqual(await vault.signIn("joined", PASSPHRASE), { ok: false, type: "has_local_cases" });
  noor.kill();
  const again = await noor.start();
  must(await again.unlock(PASSPHRASE));
  assert.equal(again.login.value, "meanwhile");
});
