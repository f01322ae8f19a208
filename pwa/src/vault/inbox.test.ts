// Capture while locked: sealed, counted, and in the record after the unlock, once, whatever dies meanwhile.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "../crypto/hash.js";
import { additionsOf } from "../domain/amended.js";
import { newCall, setCall } from "../domain/build.js";
import { checkChain, readLine } from "../domain/custody.js";
import type { CaseState } from "../domain/fold.js";
import { noteThing } from "../inbox/keep-files.js";
import { keepThings } from "../inbox/keep.js";
import { waitingRows } from "../store/inbox.js";
import { withLock } from "../store/locks.js";
import type { Vault } from "./port.js";
import { dieAfter } from "./testing/dying.js";
import { must, phone, type Phone, png, until, watch } from "./testing/phone.js";
import { browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
const RECEIVED = Date.UTC(2026, 10, 23, 4, 10);
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

async function ready(t: TestContext, change: Parameters<Phone["start"]>[0] = {}): Promise<{ dana: Phone; vault: Vault; caseId: string }> {
  const dana = phone();
  t.after(() => dana.kill());
  const vault = await dana.start(change);
  const caseId = must(await vault.createCase("case", null));
  await until(() => vault.waiting.value.ready);
  return { dana, vault, caseId };
}

async function wholeChain(state: CaseState): Promise<void> {
  for (const { lines } of state.custody.values()) assert.equal((await checkChain(lines, sha256)).ok, true);
}

/** Exhibits by label, with the names of their files. */
function named(state: CaseState): readonly (readonly [label: string, name: string])[] {
  return [...state.exhibits.values()].map(({ label, first }) => [label, first.kind === "file" ? (first.name ?? "") : ""] as const).sort();
}

/** Every byte on this phone that is not a key. */
async function everything(dana: Phone): Promise<string> {
  const database = await dana.database();
  const found: string[] = [];
  const read = (value: unknown): void => {
    if (value instanceof ArrayBuffer) found.push(Buffer.from(value).toString("latin1"));
    else if (typeof value === "string") found.push(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(read);
  };
  for (const store of ["meta", "heads", "ops", "outbox", "pending", "blobs", "chunks"] as const) (await database.getAll(store)).forEach(read);
  return found.join("\n");
}

test("locked: a note and a picture are sealed and counted; unlocked: they are in the record under the time they came", async (t) => {
  let now = RECEIVED;
  const { door } = browser(server.origin);
  const { dana, vault, caseId } = await ready(t, { door, now: () => now });
  must(await vault.signUp("locked-dana", PASSPHRASE));
  dana.kill();
  const locked = await dana.start({ door, now: () => now });
  assert.equal(locked.phase.value.type, "locked");
  const note = locked.newThing();
  must(await locked.sealNote(note, "Kestrel wro"));
  must(await locked.sealNote(note, "Kestrel wrote again"));
  now += 1;
  const [outcome] = await locked.sealFiles([png("Kestrel-picture")], "picker", watch);
  must(outcome!.result);
  assert.equal(locked.waiting.value.things, 2);
  assert.equal((await everything(dana)).includes("Kestrel"), false);
  assert.deepEqual(await locked.takeIn(caseId), { added: 0, unreadable: 0 });
  dana.kill();
  now += 8 * 60 * 60 * 1000;
  const again = await dana.start({ door, now: () => now });
  await until(() => again.waiting.value.things === 2);
  must(await again.unlock(PASSPHRASE));
  assert.deepEqual(await again.takeIn(caseId), { added: 2, unreadable: 0 });
  assert.equal(again.waiting.value.things, 0);
  const state = again.current.value!;
  const [kept] = [...state.notes.values()];
  assert.deepEqual([kept?.text, kept?.created, kept?.id], ["Kestrel wrote again", RECEIVED, note]);
  const [exhibit] = [...state.exhibits.values()];
  assert.deepEqual([exhibit?.label, exhibit?.at, exhibit?.first.received], ["A-001", RECEIVED + 1, RECEIVED + 1]);
  must(await again.picture(caseId, exhibit!.id, "original"));
  const lines = [...state.custody.values()].flatMap((chain) => chain.lines.map((line) => readLine(line)!));
  assert.deepEqual(lines.map(({ event, item, at, since }) => [event, item, Date.parse(at), Date.parse(since ?? "")]), [["received", note, now, RECEIVED], ["received", "A-001", now, RECEIVED + 1]]);
  await wholeChain(state);
  await again.syncNow();
  assert.equal(again.sync.value.onlyHere, 0);
});

test("killed before any write of sealing: nothing that was called sealed is lost, and no bytes are left over", async (t) => {
  for (let writes = 0; ; writes += 1) {
    const { dana, vault, caseId } = await ready(t);
    const said: string[] = [];
    const restore = dieAfter(writes);
    const attempt = async (): Promise<void> => {
      if ((await vault.sealNote(vault.newThing(), "one")).ok) said.push("one");
      const outcomes = await vault.sealFiles([png("two"), png("three")], "picker", watch);
      for (const { name, result } of outcomes) if (result.ok) said.push(name);
    };
    await attempt().catch((error: unknown) => assert.ok(error instanceof DOMException));
    const died = restore();
    dana.kill();
    const again = await dana.start();
    await again.takeIn(caseId);
    const state = again.current.value!;
    const here = [...state.notes.values()].map(({ text }) => text).concat(named(state).map(([, name]) => name));
    assert.deepEqual(here, said, `after ${writes} writes`);
    dana.kill();
    const swept = await dana.start();
    await withLock("holdfast-intake", () => Promise.resolve());
    const database = await dana.database();
    assert.deepEqual(new Set((await database.getAllKeys("chunks")).map(([blob]) => blob)), new Set(await database.getAllKeys("blobs")));
    for (const { id } of swept.current.value!.exhibits.values()) must(await swept.picture(caseId, id, "original"));
    dana.kill();
    if (!died) return;
  }
});

test("killed before any write of taking in: each thing is in the record once", async (t) => {
  for (let writes = 0; ; writes += 1) {
    const { dana, vault, caseId } = await ready(t);
    must(await vault.sealNote(vault.newThing(), "one"));
    for (const { result } of await vault.sealFiles([png("two"), png("three"), png("two")], "picker", watch)) must(result);
    dana.kill();
    const restarted = await dana.start();
    await until(() => restarted.waiting.value.ready);
    const restore = dieAfter(writes);
    await restarted.takeIn(caseId).catch((error: unknown) => assert.ok(error instanceof DOMException));
    const died = restore();
    dana.kill();
    const again = await dana.start();
    await again.takeIn(caseId);
    const state = again.current.value!;
    assert.deepEqual([...state.notes.values()].map(({ text }) => text), ["one"]);
    assert.deepEqual(named(state), [["A-001", "two.png"], ["A-002", "three.png"]]);
    for (const { id } of state.exhibits.values()) must(await again.picture(caseId, id, "original"));
    await wholeChain(state);
    assert.equal(again.waiting.value.things, 0);
    dana.kill();
    if (!died) return;
  }
});

test("two tabs take in at once: each thing once", async (t) => {
  const { dana, vault, caseId } = await ready(t);
  for (let i = 0; i < 6; i += 1) must(await vault.sealNote(vault.newThing(), `note ${i}`));
  const other = await dana.start();
  const [one, two] = await Promise.all([vault.takeIn(caseId), other.takeIn(caseId)]);
  assert.equal(one.added + two.added, 6);
  dana.kill();
  const again = await dana.start();
  assert.equal(again.current.value!.notes.size, 6);
  await wholeChain(again.current.value!);
});

test("a share waits for its answer: kept, its words only, or gone with its bytes", async (t) => {
  const { dana, vault, caseId } = await ready(t);
  const database = await dana.database();
  for (const share of ["yes", "words", "no"]) {
    must((await vault.sealFiles([png(`${share}-picture`)], "share", watch))[0]!.result);
    await keepThings(database, { at: RECEIVED, tz: "America/Toronto" }, [noteThing(vault.newThing(), `${share}-text`)]);
    for (const { id, row } of await waitingRows(database)) await database.put("meta", { ...row, share: row.share ?? share }, `inbox/${id}`);
  }
  const before = await vault.takeIn(caseId);
  assert.deepEqual(before, { added: 0, unreadable: 0 });
  assert.deepEqual(vault.waiting.value.shares.map(({ files, things }) => [files, things]), [[1, 2], [1, 2], [1, 2]]);
  const files = await vault.sharedFiles("yes");
  assert.deepEqual([files?.length, files?.[0]?.name, files?.[0]?.size], [1, "yes-picture.png", 3_000]);
  must(await vault.answerShare("yes", "keep"));
  must(await vault.answerShare("words", "words"));
  must(await vault.answerShare("no", "drop"));
  assert.deepEqual(await vault.takeIn(caseId), { added: 3, unreadable: 0 });
  const state = vault.current.value!;
  assert.deepEqual([...state.notes.values()].map(({ text }) => text).sort(), ["words-text", "yes-text"]);
  assert.deepEqual([...state.exhibits.values()].map(({ first }) => first.kind === "file" && first.via), ["share"]);
  assert.equal(await database.count("chunks"), 1);
});

test("a call that is going on is known while locked; its notes join it, or its entry when it is over", async (t) => {
  let now = RECEIVED;
  const { dana, vault, caseId } = await ready(t, { now: () => now });
  let call = "";
  must(await vault.save(caseId, (stamp) => newCall(stamp, (call = stamp.newId()), { service: "Toronto Police" })));
  dana.kill();
  const again = await dana.start({ now: () => (now += 1) });
  await until(() => again.waiting.value.call !== null);
  assert.deepEqual(again.waiting.value.call, { case: caseId, id: call, started: RECEIVED });
  const note = again.newThing();
  must(await again.sealCallNote(note, "they gave"));
  must(await again.sealCallNote(note, "they gave a number"));
  must(await again.sealCallNote(again.newThing(), "call back Tuesday"));
  await again.takeIn(caseId);
  const notes = additionsOf(again.current.value!.log, call);
  assert.deepEqual(notes.map(({ text }) => text), ["they gave a number", "call back Tuesday"]);
  assert.ok(notes.every(({ at }) => at > RECEIVED && at < RECEIVED + 100));
  must(await again.save(caseId, (stamp) => setCall(stamp, call, { state: "dropped" })));
  dana.kill();
  const over = await dana.start();
  await until(() => over.waiting.value.ready);
  assert.equal(over.waiting.value.call, null);
  // As left behind by a hang-up on another phone.
  await (await dana.database()).put("meta", { case: caseId, id: call, started: now }, "on_call");
  dana.kill();
  await dana.start({ now: () => now });
  const database = await dana.database();
  for (let tries = 0; (await database.get("meta", "on_call")) !== undefined; tries += 1) {
    assert.ok(tries < 100);
    await sleep(10);
  }
});

test("what the disk has damaged stays where it is and stops nothing else", async (t) => {
  const { dana, vault, caseId } = await ready(t);
  const bad = vault.newThing();
  must(await vault.sealNote(bad, "spoilt"));
  must(await vault.sealNote(vault.newThing(), "sound"));
  const database = await dana.database();
  const row = (await database.get("meta", `inbox/${bad}`)) as { readonly entry: ArrayBuffer };
  const entry = new Uint8Array(row.entry.slice(0));
  entry[100] = (entry[100] ?? 0) ^ 1;
  await database.put("meta", { ...row, blobs: [], entry: entry.buffer }, `inbox/${bad}`);
  assert.deepEqual(await vault.takeIn(caseId), { added: 1, unreadable: 1 });
  assert.equal(vault.waiting.value.things, 1);
});

test("a public half that is not that of the private one is put right at the next opening", async (t) => {
  const { dana, vault, caseId } = await ready(t);
  const database = await dana.database();
  const key = (await database.get("meta", "inbox_key")) as { readonly pub: ArrayBuffer; readonly priv: ArrayBuffer };
  await database.put("meta", { pub: new Uint8Array(32).fill(9).buffer, priv: key.priv }, "inbox_key");
  must(await vault.sealNote(vault.newThing(), "to somebody else"));
  dana.kill();
  const again = await dana.start();
  await sleep(50);
  const now = (await (await dana.database()).get("meta", "inbox_key")) as { readonly pub: ArrayBuffer };
  assert.deepEqual(now.pub, key.pub);
  assert.deepEqual(await again.takeIn(caseId), { added: 0, unreadable: 1 });
});

test("joining an account brings what waits along, and signing out waits for it", async (t) => {
  const { door } = browser(server.origin);
  const other = browser(server.origin);
  const { dana: first, vault: owner } = await ready(t, { door: other.door });
  must(await owner.signUp("joins-with-inbox", PASSPHRASE));
  first.kill();
  const { vault, caseId } = await ready(t, { door });
  must(await vault.sealNote(vault.newThing(), "before joining"));
  must(await vault.signIn("joins-with-inbox", PASSPHRASE));
  await until(() => vault.waiting.value.things === 1);
  assert.deepEqual(await vault.signOut(), { ok: false, type: "unsynced", count: 1 });
  assert.deepEqual(await vault.takeIn(caseId), { added: 1, unreadable: 0 });
  await vault.syncNow();
  must(await vault.signOut());
});
