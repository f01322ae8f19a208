// Accounts and sync against the real server: what one phone saved, another sees byte for byte.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { event, newFollowup, setNote } from "../domain/build.js";
import { must, phone, png, watch } from "./testing/phone.js";
import { browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

test("a second phone signs in and a third recovers: the same things, pictures byte for byte", async (t) => {
  const [dana, second, third] = [phone({ argon2: true }), phone({ argon2: true }), phone({ argon2: true })];
  t.after(() => [dana, second, third].forEach((one) => one.kill()));
  const vault = await dana.start({ door: browser(server.origin).door });
  const id = must(await vault.createCase("Case one", "child"));
  const file = png("picture", 1_400_000);
  must((await vault.addFiles(id, [file], "picker", watch))[0]!.result);
  must(await vault.save(id, (stamp) => [
    ...setNote(stamp, stamp.newId(), { text: "he wrote" }),
    event(stamp, "number", { kind: "police_file", value: "26-1", org: "VPD" }),
    ...newFollowup(stamp, { number: null, contact: null, ask: "news?", due: "2027-01-05T09:00", zone: "America/Vancouver", rule: null }),
  ]));
  const { recoveryCode } = must(await vault.signUp("dana", PASSPHRASE));
  assert.match(recoveryCode, /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  const groups = recoveryCode.split("-");
  assert.equal(vault.recoveryRehearsed([{ index: 2, text: groups[2]!.toLowerCase() }]), true);
  assert.equal(vault.recoveryRehearsed([{ index: 2, text: groups[3]! }]), false);
  await vault.syncNow();
  assert.deepEqual({ ...vault.sync.value, lastSynced: null }, { state: "synced", onlyHere: 0, bytesWaiting: 0, quarantined: 0, damaged: 0, problem: null, lastSynced: null });

  for (const [other, open] of [
    [second, (v: typeof vault) => v.signIn("Dana ", PASSPHRASE)],
    [third, (v: typeof vault) => v.recover(recoveryCode.toLowerCase())],
  ] as const) {
    const there = await other.start({ door: browser(server.origin).door });
    must(await open(there));
    assert.equal(there.cases.value[0]?.title, "Case one");
    await there.switchCase(id);
    const state = there.current.value!;
    assert.deepEqual(state.log, vault.current.value!.log);
    const exhibit = [...state.exhibits.values()][0]!;
    const blob = must(await there.picture(id, exhibit.id, "original"));
    assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), new Uint8Array(await file.arrayBuffer()));
    assert.equal(there.login.value, "dana");
  }
});

test("letters are claimed in order, and a new phone's exhibits carry its own", async (t) => {
  const [dana, second] = [phone(), phone()];
  t.after(() => [dana, second].forEach((one) => one.kill()));
  const vault = await dana.start({ door: browser(server.origin).door });
  const id = must(await vault.createCase("", null));
  must(await vault.signUp("letters", PASSPHRASE));
  await vault.syncNow();
  const there = await second.start({ door: browser(server.origin).door });
  must(await there.signIn("letters", PASSPHRASE));
  assert.equal(must(await there.describe(id, { what: "seen" })).label, "B-001");
  assert.equal(must(await vault.describe(id, { what: "seen" })).label, "A-001");
  await there.syncNow();
  await vault.syncNow();
  await there.syncNow();
  assert.deepEqual(there.current.value!.log, vault.current.value!.log);
  assert.equal(vault.current.value!.exhibits.size, 2);
});

test("after signing up only the secret opens the phone; a wrong one does not, offline too", async (t) => {
  const dana = phone({ argon2: true });
  t.after(() => dana.kill());
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  must(await vault.createCase("mine", null));
  const { recoveryCode } = must(await vault.signUp("locked", PASSPHRASE));
  dana.kill();
  way.cut = () => "before";
  for (const secret of [PASSPHRASE, recoveryCode]) {
    const again = await dana.start({ door: way.door });
    assert.equal(again.phase.value.type, "locked");
    assert.deepEqual(await again.unlock("wrong horse battery"), { ok: false, type: "refused" });
    must(await again.unlock(secret));
    assert.equal(again.cases.value[0]?.title, "mine");
    dana.kill();
  }
});

test("one answer to a wrong passphrase and to an unknown name; a typo needs no server; an account is not overwritten", async (t) => {
  const [dana, sam] = [phone(), phone()];
  t.after(() => [dana, sam].forEach((one) => one.kill()));
  const vault = await dana.start({ door: browser(server.origin).door });
  must(await vault.signUp("wrongpass", PASSPHRASE));
  assert.deepEqual(await vault.signIn("wrongpass", PASSPHRASE), { ok: false, type: "has_account" });
  const way = browser(server.origin);
  const stranger = await sam.start({ door: way.door });
  assert.deepEqual(await stranger.signIn("wrongpass", "not the passphrase"), { ok: false, type: "refused" });
  assert.deepEqual(await stranger.signIn("nobody", "not the passphrase"), { ok: false, type: "refused" });
  assert.deepEqual(await stranger.recover("0000-0000-0000-0000-0000-0000-0000"), { ok: false, type: "typo" });
  assert.deepEqual(await stranger.signUp("WRONGPASS", PASSPHRASE), { ok: false, type: "login_taken" });
  way.cut = () => "before";
  assert.deepEqual(await stranger.signIn("wrongpass", PASSPHRASE), { ok: false, type: "offline" });
  way.cut = null;
});

test("killed between the server's yes and hearing it: the vault opens, and signing up again ends it", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  must(await vault.createCase("kept", null));
  way.cut = (request) => (request === "POST /v1/auth/register" ? "after" : null);
  assert.deepEqual(await vault.signUp("halfway", PASSPHRASE), { ok: false, type: "offline" });
  dana.kill();
  way.cut = null;
  const again = await dana.start({ door: way.door });
  assert.equal(again.phase.value.type, "open");
  const { recoveryCode } = must(await again.signUp("halfway", PASSPHRASE));
  await again.syncNow();
  assert.equal(again.sync.value.state, "synced");
  const other = phone();
  t.after(() => other.kill());
  const there = await other.start({ door: browser(server.origin).door });
  must(await there.recover(recoveryCode));
  assert.equal(there.cases.value[0]?.title, "kept");
});
