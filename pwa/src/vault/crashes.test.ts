// The process dies before any one of its writes: the next start finds a whole vault, no label twice, no chain forked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setNote } from "../domain/build.js";
import { checkChain } from "../domain/custody.js";
import type { CaseState } from "../domain/fold.js";
import { sharedLabels } from "../domain/labels.js";
import { sha256 } from "../crypto/hash.js";
import type { Vault } from "./port.js";
import { dieAfter } from "./testing/dying.js";
import { must, phone, png, watch } from "./testing/phone.js";

type Put = (this: IDBObjectStore, ...given: Parameters<IDBObjectStore["put"]>) => IDBRequest<IDBValidKey>;

async function assertWhole(state: CaseState): Promise<void> {
  assert.equal(sharedLabels(state.exhibits.values()).size, 0);
  for (const { lines } of state.custody.values()) assert.equal((await checkChain(lines, sha256)).ok, true);
  const lines = [...state.custody.values()].flatMap((chain) => chain.lines).length;
  assert.equal(lines, state.exhibits.size);
}

async function evening(vault: Vault, id: string, said: string[]): Promise<void> {
  const note = await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "note" }));
  if (note.ok) said.push("note");
  for (const name of ["one", "two"]) {
    const [outcome] = await vault.addFiles(id, [png(name)], "picker", watch);
    if (outcome?.result.ok === true) said.push(outcome.result.value.label);
  }
  await vault.syncNow();
  const described = await vault.describe(id, { what: "seen" });
  if (described.ok) said.push(described.value.label);
  await vault.syncNow();
}

test("killed before each write in turn", async (t) => {
  for (let writes = 0; ; writes += 1) {
    const dana = phone();
    t.after(() => dana.kill());
    const vault = await dana.start();
    const id = must(await vault.createCase("case", null));
    const said: string[] = [];
    const restore = dieAfter(writes);
    await evening(vault, id, said).catch((error: unknown) => assert.ok(error instanceof DOMException));
    const died = restore();
    dana.kill();
    const again = await dana.start();
    assert.equal(again.phase.value.type, "open", `after ${writes} writes`);
    const state = again.current.value!;
    const labels = [...state.exhibits.values()].map(({ label }) => label);
    for (const label of said.filter((one) => one !== "note")) assert.ok(labels.includes(label), `${label} was said to be saved, after ${writes} writes`);
    assert.equal(state.notes.size, said.includes("note") ? 1 : 0);
    must(await again.describe(id, { what: "after the restart" }));
    await again.syncNow();
    await assertWhole(again.current.value!);
    const database = await dana.database();
    const outbox = (await database.getAllFromIndex("outbox", "log", id)).map(({ ctr }) => ctr);
    assert.deepEqual(outbox, outbox.map((_, i) => i + 1));
    for (const { id: exhibit, first } of state.exhibits.values()) if (first.kind === "file") must(await again.picture(id, exhibit, "original"));
    assert.deepEqual(new Set((await database.getAllKeys("chunks")).map(([blob]) => blob)), new Set(await database.getAllKeys("blobs")));
    dana.kill();
    if (!died) return;
  }
});

test("many saves at once, in two tabs: every label once, one chain, one counter", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const one = await dana.start();
  const id = must(await one.createCase("case", null));
  const two = await dana.start();
  await two.switchCase(id);
  const saves = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? one : two).describe(id, { what: `thing ${i}` }));
  const labels = (await Promise.all(saves)).map((saved) => must(saved).label).sort();
  assert.deepEqual(labels, Array.from({ length: 16 }, (_, i) => `A-${String(i + 1).padStart(3, "0")}`));
  await Promise.all([one.syncNow(), two.syncNow()]);
  dana.kill();
  const again = await dana.start();
  await assertWhole(again.current.value!);
  assert.equal(again.current.value!.exhibits.size, 16);
});

test("no room: the person is told, and nothing is half-saved", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const vault = await dana.start();
  const id = must(await vault.createCase("case", null));
  const { put: original, add } = IDBObjectStore.prototype as { readonly put: Put; readonly add: Put };
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<Put>) {
    if (this.name === "chunks") throw new DOMException("full", "QuotaExceededError");
    return original.apply(this, given);
  };
  t.after(() => (IDBObjectStore.prototype.put = original));
  const outcomes = await vault.addFiles(id, [png("one"), new File([], "empty.png")], "picker", watch);
  assert.deepEqual(outcomes.map(({ result }) => result), [{ ok: false, type: "full" }, { ok: false, type: "empty" }]);
  assert.equal(vault.current.value!.exhibits.size, 0);
  const database = await dana.database();
  assert.equal((await database.count("chunks")) + (await database.count("blobs")), 0);
  IDBObjectStore.prototype.add = function () {
    throw new DOMException("full", "QuotaExceededError");
  };
  t.after(() => (IDBObjectStore.prototype.add = add));
  assert.deepEqual(await vault.describe(id, { what: "x" }), { ok: false, type: "full" });
  IDBObjectStore.prototype.add = add;
  assert.equal(must(await vault.describe(id, { what: "x" })).label, "A-001");
});

test("an intake that is cancelled leaves nothing", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const vault = await dana.start();
  const id = must(await vault.createCase("case", null));
  const stop = new AbortController();
  const files = [png("one", 3_000_000), png("two")];
  const outcomes = await vault.addFiles(id, files, "picker", { signal: stop.signal, onProgress: ({ bytesDone }) => bytesDone > 0 && stop.abort() });
  assert.deepEqual(outcomes.map(({ result }) => result), [{ ok: false, type: "cancelled" }, { ok: false, type: "cancelled" }]);
  const database = await dana.database();
  assert.equal((await database.count("chunks")) + (await database.count("blobs")), 0);
});

test("typing saves each pause, and one op carries the last words", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const vault = await dana.start();
  const id = must(await vault.createCase("case", null));
  let note = "";
  must(await vault.save(id, (stamp) => setNote(stamp, (note = stamp.newId()), { text: "h" })));
  for (const text of ["he", "he w", "he wrote"]) must(await vault.save(id, (stamp) => setNote(stamp, note, { text })));
  await vault.syncNow();
  dana.kill();
  const again = await dana.start();
  const found = again.current.value!.log.fields.get(`note/${note}/text`)!;
  assert.deepEqual(found.map(({ rec }) => rec.value), ["he wrote"]);
});

test("a save that the disk has damaged hides none of the others, and is not dropped", async (t) => {
  const dana = phone();
  t.after(() => dana.kill());
  const vault = await dana.start();
  const id = must(await vault.createCase("case", null));
  for (const text of ["one", "two"]) must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text })));
  const database = await dana.database();
  const [row] = await database.getAllFromIndex("pending", "log", id);
  const box = new Uint8Array(row!.box);
  box[100] = (box[100] ?? 0) ^ 1;
  await database.put("pending", { ...row!, box: box.buffer });
  dana.kill();
  const again = await dana.start();
  assert.deepEqual([...again.current.value!.notes.values()].map(({ text }) => text), ["two"]);
  await again.syncNow();
  assert.deepEqual((await (await dana.database()).getAll("pending")).map(({ n }) => n), [row!.n]);
});
