// The network goes and the app is killed in the middle: nothing is lost, doubled or sent twice in other bytes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setNote } from "../domain/build.js";
import { must, phone, png, watch } from "./testing/phone.js";
import { browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

test("an answer that never arrived: the same op goes out again and is there once", async (t) => {
  const [dana, other] = [phone(), phone()];
  t.after(() => [dana, other].forEach((one) => one.kill()));
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  const id = must(await vault.createCase("case", null));
  must(await vault.signUp("retry", PASSPHRASE));
  await vault.syncNow();
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "once" })));
  way.cut = (request) => (request === `POST /v1/cases/${id}/ops` ? "after" : null);
  await vault.syncNow();
  assert.equal(vault.sync.value.state, "offline");
  assert.equal(vault.sync.value.onlyHere, 1);
  const sent = (await (await dana.database()).getAll("outbox"))[0]!.op;
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "twice" })));
  way.cut = null;
  await vault.syncNow();
  assert.equal(vault.sync.value.onlyHere, 0);
  const rows = await (await dana.database()).getAll("ops");
  assert.equal(rows.filter(({ op }) => Buffer.from(op).equals(Buffer.from(sent))).length, 1);
  const there = await other.start({ door: browser(server.origin).door });
  must(await there.signIn("retry", PASSPHRASE));
  await there.switchCase(id);
  assert.deepEqual([...there.current.value!.notes.values()].map(({ text }) => text).sort(), ["once", "twice"]);
});

test("an upload cut in the middle goes on after a restart with the chunks that are missing", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  const id = must(await vault.createCase("case", null));
  must(await vault.signUp("resume", PASSPHRASE));
  must((await vault.addFiles(id, [png("long", 5_000_000)], "picker", watch))[0]!.result);
  let puts = 0;
  way.cut = (request) => {
    if (!request.startsWith("PUT /v1/blobs/")) return null;
    puts += 1;
    return puts > 2 ? "before" : null;
  };
  await vault.syncNow();
  assert.ok(vault.sync.value.bytesWaiting > 0);
  dana.kill();
  const first = way.requests.filter((request) => request.startsWith("PUT"));
  assert.equal(first.length, 2);
  way.cut = null;
  const again = await dana.start({ door: way.door });
  must(await again.unlock(PASSPHRASE));
  await again.syncNow();
  const all = way.requests.filter((request) => request.startsWith("PUT"));
  assert.equal(new Set(all).size, all.length);
  assert.equal(all.length, 5);
  assert.equal(again.sync.value.bytesWaiting, 0);
});

test("follow-ups made before the account are reminders after it, and done ones leave", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const way = browser(server.origin);
  const vault = await dana.start({ door: way.door });
  const { changeFollowup, newFollowup } = await import("../domain/build.js");
  const id = must(await vault.createCase("case", null));
  let followup = "";
  must(await vault.save(id, (stamp) => newFollowup(stamp, { number: null, contact: null, ask: "", due: "2027-03-01T09:00", zone: "America/Toronto", rule: "FREQ=WEEKLY" }, (followup = stamp.newId()))));
  must(await vault.signUp("reminders", PASSPHRASE));
  await vault.syncNow();
  const reminders = (): string[] => way.requests.filter((request) => request.includes("/v1/reminders/"));
  assert.deepEqual(reminders(), [`PUT /v1/reminders/${followup}`]);
  await vault.syncNow();
  assert.equal(reminders().length, 1);
  must(await vault.save(id, (stamp) => changeFollowup(stamp, vault.current.value!.followups.get(followup)!, { state: "done" })));
  await vault.syncNow();
  assert.deepEqual(reminders().at(-1), `DELETE /v1/reminders/${followup}`);
  await vault.syncNow();
  assert.equal(reminders().length, 2);
});
