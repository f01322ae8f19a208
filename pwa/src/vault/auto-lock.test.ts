// The lock that comes by itself: only with a passphrase, only when nobody is here, never over words that could not be kept.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Vault } from "./port.js";
import { must, phone, type Phone, until } from "./testing/phone.js";
import { browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
const MINUTE = 60_000;
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

interface Hand {
  readonly dana: Phone;
  /** Time goes by: timers that come due run. */
  readonly pass: (ms: number) => Promise<void>;
  readonly start: () => Promise<Vault>;
}

/** A phone whose clock and timers the test turns. */
function hand(t: TestContext): Hand {
  const dana = phone();
  t.after(() => dana.kill());
  let now = Date.now();
  const timers = new Set<{ readonly at: number; readonly act: () => void }>();
  const later = (act: () => void, ms: number): (() => void) => {
    const timer = { at: now + ms, act };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const { door } = browser(server.origin);
  return {
    dana,
    start: () => dana.start({ door, now: () => now, later }),
    async pass(ms) {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at > now) continue;
        timers.delete(timer);
        timer.act();
      }
      await sleep(100);
    },
  };
}

test("locks after the chosen time without a touch; a touch starts it again; drafts come back with the passphrase", async (t) => {
  const { pass, start } = hand(t);
  const vault = await start();
  vault.lockAfter(3 * MINUTE);
  const drafts = { "call/new": { said: "he will call back", name: "" } };
  vault.beforeLock(() => vault.keepDrafts(drafts));
  must(await vault.createCase("mine", null));
  await pass(10 * MINUTE);
  assert.equal(vault.phase.value.type, "open", "without a passphrase there is nothing to lock with");
  must(await vault.signUp("idle", PASSPHRASE));
  vault.stillHere();
  await pass(2 * MINUTE);
  vault.stillHere();
  await pass(2 * MINUTE);
  assert.equal(vault.phase.value.type, "open");
  await pass(MINUTE);
  await until(() => vault.phase.value.type === "locked");
  assert.deepEqual(vault.keptDrafts(), {});
  must(await vault.unlock(PASSPHRASE));
  assert.deepEqual(vault.keptDrafts(), drafts);
  await vault.keepDrafts({});
  await vault.lock();
  vault.lockAfter(null);
});

test("a phone that slept locks at the first touch, and the drafts on its disk are ciphertext", async (t) => {
  const { dana, start } = hand(t);
  let asleep = 0;
  const vault = await dana.start({ door: browser(server.origin).door, now: () => Date.now() + asleep });
  vault.lockAfter(MINUTE);
  must(await vault.signUp("asleep", PASSPHRASE));
  assert.equal(await vault.keepDrafts({ form: { said: "distinctive words" } }), true);
  const row = (await (await dana.database()).get("meta", "drafts")) as ArrayBuffer;
  assert.equal(Buffer.from(row).includes("distinctive"), false);
  asleep = 2 * MINUTE;
  vault.stillHere();
  await until(() => vault.phase.value.type === "locked");
  dana.kill();
  const again = await start();
  must(await again.unlock(PASSPHRASE));
  assert.deepEqual(again.keptDrafts(), { form: { said: "distinctive words" } });
});

test("words that could not be kept put the lock off, until they are", async (t) => {
  const { pass, start } = hand(t);
  const vault = await start();
  vault.lockAfter(MINUTE);
  must(await vault.signUp("putoff", PASSPHRASE));
  let kept = false;
  vault.beforeLock(() => Promise.resolve(kept));
  await pass(MINUTE);
  await pass(MINUTE);
  assert.equal(vault.phase.value.type, "open");
  kept = true;
  await pass(MINUTE);
  await until(() => vault.phase.value.type === "locked");
});

test("a tab in use keeps the other open; when both are idle both lock", async (t) => {
  const { pass, start } = hand(t);
  const [one, two] = [await start(), await start()];
  for (const tab of [one, two]) tab.lockAfter(MINUTE);
  must(await one.signUp("bothtabs", PASSPHRASE));
  await until(() => two.sync.value.state !== "no_account");
  await pass(50_000);
  two.stillHere();
  await sleep(100);
  await pass(50_000);
  assert.equal(one.phase.value.type, "open");
  await pass(MINUTE);
  await until(() => one.phase.value.type === "locked" && two.phase.value.type === "locked");
});

test("a call going on in one tab keeps both open, however long nobody touches them", async (t) => {
  const { pass, start } = hand(t);
  const [calling, other] = [await start(), await start()];
  for (const tab of [calling, other]) tab.lockAfter(MINUTE);
  must(await calling.signUp("incall", PASSPHRASE));
  await until(() => other.sync.value.state !== "no_account");
  const hungUp = calling.holdOpen();
  for (let quarter = 0; quarter < 12; quarter += 1) await pass(MINUTE / 4);
  assert.deepEqual([calling.phase.value.type, other.phase.value.type], ["open", "open"]);
  hungUp();
  hungUp();
  await pass(MINUTE);
  await until(() => calling.phase.value.type === "locked" && other.phase.value.type === "locked");
});
