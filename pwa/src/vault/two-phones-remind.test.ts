// One follow-up, two phones, no network between their changes: in the end the server reminds of what the record says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeFollowup, newFollowup } from "../domain/build.js";
import type { FollowupFields } from "../domain/fields.js";
import { type Driven, driven, PASSPHRASE, startApp } from "./testing/fleet.js";
import { MemoryServer } from "./testing/memory-server.js";
import { must } from "./testing/phone.js";
import { toMemory } from "./testing/restorable.js";

const FOLLOWUP = "f0".repeat(16);

async function change({ vault }: Driven, fields: Partial<Omit<FollowupFields, "rev">>): Promise<void> {
  const state = vault.current.value ?? assert.fail();
  must(await vault.save(state.id, (stamp) => changeFollowup(stamp, state.followups.get(FOLLOWUP) ?? assert.fail(), fields)));
}

for (const { name, a, b, first } of [
  { name: "Done here, then moved there", a: { state: "done" }, b: { due: "2027-04-02T09:00", state: "open" }, first: 0 },
  { name: "Done here, moved there, which is told first", a: { state: "done" }, b: { due: "2027-04-02T09:00", state: "open" }, first: 1 },
  { name: "moved to two days", a: { due: "2027-04-01T09:00" }, b: { due: "2027-04-02T09:00" }, first: 0 },
] as const) {
  test(`${name}: the server follows the record`, async (t) => {
    const server = new MemoryServer();
    const phones = [driven(toMemory(server)), driven(toMemory(server))];
    const [dana, sam] = phones as [Driven, Driven];
    for (const one of phones) t.after(() => one.phone.kill());
    for (const one of phones) one.vault = await startApp(one);
    const id = must(await dana.vault.createCase("case", null));
    must(await dana.vault.save(id, (stamp) => newFollowup(stamp, { number: null, contact: null, ask: "", due: "2027-03-01T09:00", zone: "America/Toronto", rule: null }, FOLLOWUP)));
    must(await dana.vault.signUp("dana", PASSPHRASE));
    await dana.vault.syncNow();
    must(await sam.vault.signIn("dana", PASSPHRASE));
    await sam.vault.syncNow();
    await sam.vault.switchCase(id);
    sam.skew = 60_000;
    await change(dana, a);
    await change(sam, b);
    const order = first === 0 ? [dana, sam] : [sam, dana];
    for (const one of [...order, ...order]) await one.vault.syncNow();
    const [account] = server.accounts.values();
    const { due, rev, removed } = account?.reminders.get(FOLLOWUP) ?? assert.fail();
    assert.deepEqual([due, rev, removed], ["2027-04-02T13:00:00.000Z", 3, undefined]);
    for (const { vault } of phones) assert.deepEqual([vault.current.value?.followups.get(FOLLOWUP)?.due, vault.current.value?.followups.get(FOLLOWUP)?.state], ["2027-04-02T09:00", "open"]);
  });
}
