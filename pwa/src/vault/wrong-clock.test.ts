// A phone whose clock is wrong: times stay as it wrote them, with the difference beside them, on every phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readLine } from "../domain/custody.js";
import { capture, driven, edit, PASSPHRASE, restart, startApp } from "./testing/fleet.js";
import { must } from "./testing/phone.js";
import { memoryServer } from "./testing/restorable.js";

const MINUTE = 60_000;

test("a phone seven minutes fast says so beside every time, on the other phone too", async (t) => {
  const server = memoryServer();
  const [fast, right] = [driven(server.carry()), driven(server.carry())];
  t.after(() => [fast, right].forEach(({ phone }) => phone.kill()));
  fast.skew = 7 * MINUTE;
  fast.vault = await startApp(fast);
  const id = must(await fast.vault.createCase("case", null));
  await edit(fast.vault, [], "before anyone knew the time", 0, false);
  must(await fast.vault.signUp("fast", PASSPHRASE));
  await fast.vault.syncNow();
  await edit(fast.vault, [], "after the server said it", 0, false);
  await capture(fast.vault, [], "picture", 0);
  await fast.vault.syncNow();

  right.vault = await startApp(right);
  must(await right.vault.signIn("fast", PASSPHRASE));
  await right.vault.syncNow();
  await right.vault.switchCase(id);
  const state = right.vault.current.value!;
  const said = new Map([...state.notes.values()].map(({ text, saves }) => [text, saves[0]]));
  assert.equal(said.get("before anyone knew the time")!.off, undefined);
  const [exhibit] = state.exhibits.values();
  const line = readLine([...state.custody.values()][0]!.lines[0]!)!;
  const late = said.get("after the server said it")!;
  for (const off of [late.off, exhibit!.off, line.offset_ms]) assert.ok(Math.abs(off! + 7 * MINUTE) < MINUTE / 2, String(off));
  assert.ok(late.at - Date.now() > 6 * MINUTE);

  fast.skew = -3 * 24 * 60 * MINUTE;
  await restart(fast);
  await fast.vault.syncNow();
  await edit(fast.vault, [], "three days slow", 0, false);
  await fast.vault.switchCase(id);
  const slow = [...fast.vault.current.value!.notes.values()].find(({ text }) => text === "three days slow")!;
  assert.ok(Math.abs(slow.saves[0].off! - 3 * 24 * 60 * MINUTE) < MINUTE / 2);
});
