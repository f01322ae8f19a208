// Offline, from the first tap: everything saved survives the app being killed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newFollowup, setNote, event } from "../domain/build.js";
import { must, phone, png, watch } from "./testing/phone.js";

test("notes, pictures and a described exhibit are there after the app was killed", async () => {
  const dana = phone();
  const vault = await dana.start();
  const id = must(await vault.createCase("Dana's case", "child"));
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "he wrote again" })));
  const outcomes = await vault.addFiles(id, [png("one"), png("two", 1_600_000)], "picker", watch);
  assert.deepEqual(outcomes.map(({ result }) => must(result).label), ["A-001", "A-002"]);
  assert.equal(must(await vault.describe(id, { what: "a picture of her" })).label, "A-003");
  dana.kill();

  const again = await dana.start();
  assert.equal(again.phase.value.type, "open");
  assert.equal(again.cases.value[0]?.title, "Dana's case");
  const state = again.current.value!;
  assert.deepEqual([...state.exhibits.values()].map(({ label }) => label), ["A-001", "A-002", "A-003"]);
  assert.deepEqual([...state.notes.values()].map(({ text }) => text), ["he wrote again"]);
  const second = [...state.exhibits.values()][1]!;
  const blob = must(await again.picture(id, second.id, "original"));
  assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), new Uint8Array(await png("two", 1_600_000).arrayBuffer()));
  assert.equal(blob.type, "image/png");
  dana.kill();
});

test("flushed saves are in the outbox, and read the same", async () => {
  const dana = phone();
  const vault = await dana.start();
  const id = must(await vault.createCase("", null));
  let followup = "";
  must(await vault.save(id, (stamp) => {
    followup = stamp.newId();
    return [
      event(stamp, "number", { kind: "police_file", value: "26-12345", org: "VPD" }),
      ...newFollowup(stamp, { number: null, contact: null, ask: "any news", due: "2026-12-01T09:00", zone: "America/Vancouver", rule: null }, followup),
    ];
  }));
  const before = vault.current.value!;
  await vault.syncNow();
  const database = await dana.database();
  assert.equal(await database.count("pending"), 0);
  assert.equal(await database.count("outbox"), 2);
  dana.kill();
  const again = await dana.start();
  assert.deepEqual(again.current.value!.followups.get(followup), before.followups.get(followup));
  assert.deepEqual([...again.current.value!.numbers.values()].map(({ body }) => body.value), ["26-12345"]);
  dana.kill();
});
