// Answers that are lost while signing up: the account is never stranded, and its recovery code never gone.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { pendingCode, watchPendingCode } from "../app/pending-code.js";
import { must, phone } from "./testing/phone.js";
import { type Browser, browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
const OTHER = "quite another passphrase";
const REGISTER = "POST /v1/auth/register";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

/** The server takes it, and its answer is lost. */
function loseAnswer(way: Browser): void {
  way.cut = (request) => (request === REGISTER ? "after" : null);
}

test("answer lost, tried again offline and then online: the first try is ended, its code opens the account", async (t) => {
  const [dana, other] = [phone(), phone()];
  t.after(() => [dana, other].forEach((one) => one.kill()));
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  must(await vault.createCase("kept", null));
  loseAnswer(way);
  assert.deepEqual(await vault.signUp("lost-offline", PASSPHRASE), { ok: false, type: "offline" });
  way.cut = () => "before";
  for (const passphrase of [PASSPHRASE, OTHER]) assert.deepEqual(await vault.signUp("lost-offline", passphrase), { ok: false, type: "offline" });
  way.cut = null;
  const { recoveryCode } = must(await vault.signUp("lost-offline", PASSPHRASE));
  assert.equal(way.requests.filter((request) => request === REGISTER).length, 1);
  await vault.syncNow();
  const there = await other.start({ door: browser(server.origin).door });
  must(await there.recover(recoveryCode));
  assert.equal(there.cases.value[0]?.title, "kept");
});

test("answer lost, then another passphrase or another name: asked for the earlier one, which still ends it", async (t) => {
  const [dana, sam] = [phone(), phone()];
  t.after(() => [dana, sam].forEach((one) => one.kill()));
  must(await (await sam.start({ door: browser(server.origin).door })).signUp("lost-taken", PASSPHRASE));
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  must(await vault.createCase("kept", null));
  loseAnswer(way);
  assert.deepEqual(await vault.signUp("lost-changed", PASSPHRASE), { ok: false, type: "offline" });
  assert.deepEqual(await vault.signUp("lost-changed", OTHER), { ok: false, type: "earlier_attempt" });
  assert.deepEqual(await vault.signUp("lost-other-name", OTHER), { ok: false, type: "offline" });
  way.cut = null;
  assert.deepEqual(await vault.signUp("lost-other-name", OTHER), { ok: false, type: "earlier_attempt" });
  const taken = await vault.signUp("lost-taken", OTHER);
  assert.ok(!taken.ok && (taken.type === "login_taken" || taken.type === "earlier_attempt"));
  dana.kill();
  const again = await dana.start({ door: way.door });
  must(await again.signUp("lost-changed", PASSPHRASE));
  await again.syncNow();
  assert.equal(again.sync.value.state, "synced");
});

test("a try that never left the phone stands in nobody's way", async (t) => {
  const [dana, sam] = [phone(), phone()];
  t.after(() => [dana, sam].forEach((one) => one.kill()));
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  way.cut = (request) => (request === REGISTER ? "before" : null);
  assert.deepEqual(await vault.signUp("raced", PASSPHRASE), { ok: false, type: "offline" });
  way.cut = null;
  must(await (await sam.start({ door: browser(server.origin).door })).signUp("raced", PASSPHRASE));
  assert.deepEqual(await vault.signUp("raced", PASSPHRASE), { ok: false, type: "login_taken" });
  must(await vault.signUp("raced-second", OTHER));
});

test("answer lost, then signing in instead: the same account, and the code is still there", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  must(await vault.createCase("kept", null));
  loseAnswer(way);
  assert.deepEqual(await vault.signUp("lost-sign-in", PASSPHRASE), { ok: false, type: "offline" });
  way.cut = null;
  assert.deepEqual(await vault.signIn("lost-sign-in", OTHER), { ok: false, type: "refused" });
  must(await vault.signIn("lost-sign-in", PASSPHRASE));
  assert.equal(vault.login.value, "lost-sign-in");
  assert.match(vault.unrehearsedCode.value ?? "", /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
});

test("a server for some people only: no code is asked for first; a used one whose answer was lost ends that try", async (t) => {
  const [dana, sam, few] = [phone(), phone(), await site({ INVITE_ONLY: "1" })];
  t.after(async () => {
    [dana, sam].forEach((one) => one.kill());
    await few.close();
  });
  const invitation = execFileSync(resolve("..", ".venv", "bin", "holdfast"), ["invite"], { env: { INSTANCE: few.instance }, encoding: "utf8" }).trim();
  const way = browser(few.origin);
  const vault = await dana.start({ door: way.door });
  assert.equal(await vault.asksForInvite(), true);
  assert.deepEqual(await vault.signUp("invited", PASSPHRASE), { ok: false, type: "invite" });
  loseAnswer(way);
  assert.deepEqual(await vault.signUp("invited", PASSPHRASE, invitation), { ok: false, type: "offline" });
  way.cut = null;
  const twice = await sam.start({ door: browser(few.origin).door });
  assert.deepEqual(await twice.signUp("not-invited", PASSPHRASE, invitation), { ok: false, type: "invite" });
  must(await vault.signUp("invited", PASSPHRASE, invitation));
});

test("killed or locked before the code was typed back: it is shown again after the unlock, until it was", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const { door } = browser(server.origin);
  (globalThis as { addEventListener?: unknown }).addEventListener ??= (): void => undefined;
  const vault = await dana.start({ door });
  const { recoveryCode } = must(await vault.signUp("unrehearsed", PASSPHRASE));
  dana.kill();
  const again = await dana.start({ door });
  watchPendingCode(again);
  assert.equal(pendingCode.value, null);
  must(await again.unlock(PASSPHRASE));
  assert.equal(pendingCode.value, recoveryCode);
  await again.lock();
  assert.equal(pendingCode.value, null);
  must(await again.unlock(PASSPHRASE));
  const groups = recoveryCode.split("-").map((text, index) => ({ index, text }));
  assert.equal(again.recoveryRehearsed([{ index: 0, text: "0000" }]), false);
  assert.equal(again.recoveryRehearsed(groups.slice(1, 3)), true);
  assert.equal(pendingCode.value, null);
  await again.lock();
  must(await again.unlock(PASSPHRASE));
  assert.equal(pendingCode.value, null);
  assert.equal(await (await dana.database()).get("meta", "signup"), undefined);
});

test("registered and its login name saved are one: a full disk leaves neither, and the next try ends it", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  const { add } = IDBObjectStore.prototype as { readonly add: (this: IDBObjectStore, ...given: Parameters<IDBObjectStore["add"]>) => IDBRequest<IDBValidKey> };
  t.after(() => (IDBObjectStore.prototype.add = add));
  IDBObjectStore.prototype.add = function () {
    throw new DOMException("full", "QuotaExceededError");
  };
  assert.deepEqual(await vault.signUp("full-disk", PASSPHRASE), { ok: false, type: "storage" });
  IDBObjectStore.prototype.add = add;
  dana.kill();
  const again = await dana.start({ door: way.door });
  assert.equal(again.phase.value.type, "open");
  assert.equal(again.login.value, null);
  must(await again.signUp("full-disk", PASSPHRASE));
  dana.kill();
  const last = await dana.start({ door: way.door });
  must(await last.unlock(PASSPHRASE));
  assert.equal(last.login.value, "full-disk");
});
