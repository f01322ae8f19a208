// Five seconds to think again: until then nothing is removed, after them it is; undone, it never is.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { signal } from "@preact/signals";
import type { Vault } from "../vault/port.js";
import { beingRemoved, removeSoon, undo } from "./pending-removal.js";

/** What of the vault a removal looks at. */
const vault = { beforeLock: () => undefined, phase: signal({ type: "open" }) } as unknown as Vault;

async function asked(t: TestContext, ...ids: readonly string[]): Promise<string[]> {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const removed: string[] = [];
  const commit = (id: string) => (): Promise<{ ok: true; value: null }> => {
    removed.push(id);
    return Promise.resolve({ ok: true, value: null });
  };
  for (const id of ids) await removeSoon(vault, { id, name: id, commit: commit(id) });
  return removed;
}

test("a removal waits five seconds, and then happens by itself", async (t) => {
  const removed = await asked(t, "a");
  t.mock.timers.tick(4_999);
  assert.deepEqual([beingRemoved(), removed], ["a", []]);
  t.mock.timers.tick(1);
  assert.deepEqual(removed, ["a"]);
  await Promise.resolve();
  assert.equal(beingRemoved(), null);
});

test("undone within the five seconds, it never happens", async (t) => {
  const removed = await asked(t, "a");
  t.mock.timers.tick(4_999);
  undo();
  t.mock.timers.tick(60_000);
  assert.deepEqual([beingRemoved(), removed], [null, []]);
});

test("a second one makes the first final and has five seconds of its own", async (t) => {
  const removed = await asked(t, "a", "b");
  assert.deepEqual([beingRemoved(), removed], ["b", ["a"]]);
  t.mock.timers.tick(5_000);
  assert.deepEqual(removed, ["a", "b"]);
});
