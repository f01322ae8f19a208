// Another passphrase, another recovery code: the old one opens nothing any more, and no lost answer strands anyone.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { Vault } from "./port.js";
import { must, phone, type Phone, until } from "./testing/phone.js";
import { browser, type Browser, type Site, site } from "./testing/server.js";

const [OLD, NEW] = ["correct horse battery", "harbour lantern quiet kelp"];
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

/** Dana's phone with an account, and its recovery code, typed back. */
async function signedUp(t: TestContext, login: string): Promise<Held & { readonly code: string }> {
  const held = await fresh(t);
  must(await held.vault.createCase("Case one", "child"));
  const { recoveryCode } = must(await held.vault.signUp(login, OLD));
  rehearse(held.vault, recoveryCode);
  await held.vault.syncNow();
  return { ...held, code: recoveryCode };
}

function rehearse(vault: Vault, code: string): void {
  assert.equal(vault.recoveryRehearsed([{ index: 0, text: code.split("-")[0] ?? "" }]), true);
}

test("a new passphrase opens this phone and a new one; the old one opens neither", async (t) => {
  const { vault } = await signedUp(t, "another");
  assert.deepEqual(await vault.changePassphrase("not the passphrase", NEW, false), { ok: false, type: "refused" });
  must(await vault.changePassphrase(OLD, NEW, false));
  await vault.lock();
  assert.deepEqual(await vault.unlock(OLD), { ok: false, type: "refused" });
  must(await vault.unlock(NEW));
  const second = await fresh(t);
  assert.deepEqual(await second.vault.signIn("another", OLD), { ok: false, type: "refused" });
  must(await second.vault.signIn("another", NEW));
  assert.equal(second.vault.cases.value[0]?.title, "Case one");
});

test("whoever forgot the passphrase sets another with the recovery code", async (t) => {
  const { vault, code } = await signedUp(t, "forgot");
  must(await vault.changePassphrase(code, NEW, true));
  await vault.lock();
  must(await vault.unlock(NEW));
});

test("a code used to sign in is to be replaced; then the old sheet opens nothing and the new one does", async (t) => {
  const { code } = await signedUp(t, "sheet");
  const second = await fresh(t);
  assert.equal(second.vault.codeUsed.value, false);
  must(await second.vault.recover(code));
  assert.equal(second.vault.codeUsed.value, true);
  const { recoveryCode } = must(await second.vault.replaceRecoveryCode(code));
  assert.deepEqual([second.vault.codeUsed.value, second.vault.unrehearsedCode.value], [false, recoveryCode]);
  rehearse(second.vault, recoveryCode);
  const third = await fresh(t);
  assert.deepEqual(await third.vault.recover(code), { ok: false, type: "refused" });
  must(await third.vault.recover(recoveryCode));
});

test("a code whose answer was lost is shown at the next try, and survives a restart until it is typed back", async (t) => {
  const { vault, way, phone: dana } = await signedUp(t, "lostcode");
  way.cut = (request) => (request === "PUT /v1/account/slots" ? "after" : null);
  assert.deepEqual(await vault.replaceRecoveryCode(OLD), { ok: false, type: "offline" });
  way.cut = null;
  const { recoveryCode } = must(await vault.replaceRecoveryCode(OLD));
  dana.kill();
  const again = await dana.start({ door: way.door });
  must(await again.unlock(OLD));
  assert.equal(again.unrehearsedCode.value, recoveryCode);
  const second = await fresh(t);
  must(await second.vault.recover(recoveryCode));
});

test("a try that never reached the server leaves the old code good", async (t) => {
  const { vault, way, code } = await signedUp(t, "never");
  way.cut = (request) => (request === "PUT /v1/account/slots" ? "before" : null);
  assert.deepEqual(await vault.replaceRecoveryCode(OLD), { ok: false, type: "offline" });
  way.cut = null;
  const second = await fresh(t);
  must(await second.vault.recover(code));
});

test("a passphrase changed elsewhere opens the locked phone while its session stands, and signs it in again when it does not", async (t) => {
  const { vault, code } = await signedUp(t, "elsewhere");
  const second = await fresh(t);
  must(await second.vault.recover(code));
  await vault.lock();
  must(await second.vault.changePassphrase(code, NEW, false));
  must(await vault.unlock(NEW));
  must(await second.vault.changePassphrase(NEW, OLD, true));
  await vault.syncNow();
  await until(() => vault.sync.value.problem === "signed_out");
  assert.deepEqual(await vault.signInAgain(NEW), { ok: false, type: "refused" });
  must(await vault.signInAgain(OLD));
  await vault.syncNow();
  assert.equal(vault.sync.value.problem, null);
  await vault.lock();
  must(await vault.unlock(OLD));
});

test("two phones that change keys at once both succeed, one after the other", async (t) => {
  const { vault, code } = await signedUp(t, "atonce");
  const second = await fresh(t);
  must(await second.vault.signIn("atonce", OLD));
  const [replaced, changed] = await Promise.all([vault.replaceRecoveryCode(OLD), second.vault.changePassphrase(code, NEW, false)]);
  const third = await fresh(t);
  if (replaced.ok) must(await third.vault.recover(replaced.value.recoveryCode));
  assert.ok(replaced.ok || changed.ok);
  if (changed.ok) must(await (await fresh(t)).vault.signIn("atonce", NEW));
});

test("a server that shows the slot set of before is not believed", async (t) => {
  const { vault, way } = await signedUp(t, "rewound");
  let before: Uint8Array<ArrayBuffer> | null = null;
  way.alter = (request, body) => {
    if (request === "GET /v1/account/keys") before ??= body;
    return request === "GET /v1/account/keys" && before !== null ? before : body;
  };
  must(await vault.changePassphrase(OLD, NEW, false));
  assert.deepEqual(await vault.replaceRecoveryCode(NEW), { ok: false, type: "false_keys" });
  way.alter = null;
  must(await vault.replaceRecoveryCode(NEW));
});
