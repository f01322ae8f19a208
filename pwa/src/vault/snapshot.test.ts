// The snapshot of Today: it opens a long record at once, is never needed, and never trusted beyond the log it stands for.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setNote } from "../domain/build.js";
import { withLock } from "../store/locks.js";
import { putMeta } from "../store/meta.js";
import { openDatabase } from "../store/schema.js";
import { write } from "../store/transaction.js";
import type { RunTask } from "../worker/protocol.js";
import { taskRunner } from "../worker/tasks.js";
import type { Environment } from "./environment.js";
import type { Vault } from "./port.js";
import { change, family, numbers, ROUNDS, said } from "./testing/long-case.js";
import { must, type Phone, quickly, until } from "./testing/phone.js";

const wholeAgain = (vault: Vault): Promise<void> => vault.syncNow();

/** Lets no op be read from this phone's storage until the answer is called. */
function unreadable(t: TestContext, { name }: Phone): () => void {
  type Transaction = (this: IDBDatabase, ...given: Parameters<IDBDatabase["transaction"]>) => IDBTransaction;
  const { transaction: original } = IDBDatabase.prototype as { readonly transaction: Transaction };
  const mend = (): void => {
    IDBDatabase.prototype.transaction = original;
  };
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<Transaction>) {
    if (this.name === name && [given[0]].flat().some((store) => store === "ops")) throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
    return original.apply(this, given);
  };
  t.after(mend);
  return mend;
}

function cancellable(act: () => void): () => void {
  const timer = setTimeout(act, 50);
  return () => clearTimeout(timer);
}

test("Today is there before the record is read, and then all of it, by the worker", async (t) => {
  const { start, hold, way } = await family(t);
  way.cut = () => "before";
  const release = hold();
  const vault = await start();
  assert.equal(vault.whole.value, false);
  assert.deepEqual([numbers(vault), vault.current.value!.notes.size], [["26-48211"], 1]);
  assert.equal(vault.sync.value.onlyHere, 0);
  release();
  await wholeAgain(vault);
  assert.equal(vault.whole.value, true);
  assert.deepEqual([numbers(vault), vault.current.value!.notes.size, vault.current.value!.exhibits.size], [["26-48211"], ROUNDS, 1]);
});

test("what came after it is there too, counted as only here", async (t) => {
  const { id, start, hold, way, mine } = await family(t);
  way.cut = () => "before";
  const before = await start();
  await said("one more", before, id);
  mine.kill();
  hold();
  const vault = await start();
  await until(() => vault.sync.value.onlyHere === 1);
  assert.equal(vault.whole.value, false);
  assert.ok([...vault.current.value!.notes.values()].some(({ text }) => text === "one more"));
});

test("a save right after the unlock is made with the whole record: no label is given twice", async (t) => {
  const { id, start, hold, way } = await family(t);
  way.cut = () => "before";
  const release = hold();
  const vault = await start();
  assert.equal(vault.whole.value, false);
  const described = vault.describe(id, { what: "a picture of her" });
  release();
  assert.equal(must(await described).label, "A-002");
  assert.deepEqual([vault.whole.value, vault.current.value!.notes.size], [true, ROUNDS]);
});

test("storage that fails for a moment right after the unlock is asked again: a save says so, the next one is kept, and all goes out", async (t) => {
  const { id, start, hold, mine } = await family(t);
  const release = hold();
  const vault = await start();
  assert.equal(vault.whole.value, false);
  const mend = unreadable(t, mine);
  release();
  assert.deepEqual(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "lost?" })), { ok: false, type: "storage" });
  await vault.syncNow();
  assert.equal(vault.sync.value.problem, "storage");
  mend();
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "kept" })));
  await vault.syncNow();
  assert.deepEqual([vault.whole.value, vault.sync.value.problem, vault.sync.value.onlyHere], [true, null, 0]);
});

test("a lock waits for no snapshot that cannot be written: the keys go", async (t) => {
  const { id, start } = await family(t);
  const vault = await start({ later: (act) => cancellable(act) });
  await vault.syncNow();
  await said("one more", vault, id);
  let free = (): void => undefined;
  const held = withLock("holdfast-write", () => new Promise<void>((done) => (free = done)));
  await vault.lock();
  assert.equal(vault.phase.value.type, "locked");
  free();
  await held;
});

test("what does not fit is thrown away: damaged, of another build, of another history, gone; the record is the same", async (t) => {
  const { id, start, mine, shown, way } = await family(t);
  way.cut = () => "before";
  const kept = await (async () => {
    const database = await openDatabase(mine.name);
    const [box, end] = [await database.get("meta", "today"), await database.getAll("ops", IDBKeyRange.bound([id, 0], [id, Infinity]))];
    database.close();
    return { box: new Uint8Array(box as ArrayBuffer), last: end.at(-1)! };
  })();
  const put = (box: Uint8Array<ArrayBuffer>): Promise<void> => change(mine, (database) => write(database, ["meta"], (tx) => putMeta(tx, "today", box.buffer.slice(0))));
  const opensWhole = async (why: string, other: Partial<Environment> = {}): Promise<void> => {
    shown.length = 0;
    const vault = await start(other);
    assert.deepEqual([shown[0], vault.whole.value, vault.current.value!.notes.size, numbers(vault)], ["locked", true, ROUNDS, ["26-48211"]], why);
    mine.kill();
  };
  shown.length = 0;
  await wholeAgain(await start());
  assert.equal(shown[0], "open");
  mine.kill();
  await opensWhole("another build", { build: "another" });
  for (let at = 0; at < kept.box.length; at += Math.ceil(kept.box.length / 12)) {
    await put(kept.box.with(at, kept.box[at]! ^ 1));
    await opensWhole(`byte ${String(at)}`);
  }
  await put(kept.box.slice(0, 40));
  await opensWhole("truncated");
  await change(mine, (database) => write(database, ["meta"], (tx) => tx.objectStore("meta").delete("today")));
  await opensWhole("gone");
  await put(kept.box);
  await change(mine, (database) => write(database, ["ops"], async (tx) => {
    await tx.objectStore("ops").put({ ...kept.last, head: new ArrayBuffer(32) });
  }));
  await opensWhole("another history");
});

test("a worker that cannot read leaves it to the page", async (t) => {
  const { start, way } = await family(t);
  way.cut = () => "before";
  const real = quickly(taskRunner(() => Promise.reject(new Error("no database"))));
  const run: RunTask = (kind, input, hooks) => (kind === "read_log" ? Promise.reject(new Error("did not start")) : real(kind, input, hooks));
  const vault = await start({ run });
  await wholeAgain(vault);
  assert.equal(vault.current.value!.notes.size, ROUNDS);
});

test("signing out leaves none", async (t) => {
  const { start, mine } = await family(t);
  must(await (await start()).signOut());
  const database = await mine.database();
  assert.equal(await database.get("meta", "today"), undefined);
});
