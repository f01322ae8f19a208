// Preferences: written by the page and the service worker at once, and no change is lost.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { readPrefs, writePrefs } from "./prefs.js";

test("changes made at the same time are all kept", async () => {
  await Promise.all([writePrefs({ push_lost: true }), writePrefs({ theme: "dark" }), writePrefs({ lock_minutes: 5 })]);
  assert.deepEqual(await readPrefs(), { push_lost: true, theme: "dark", lock_minutes: 5 });
  assert.deepEqual(await writePrefs({ theme: "light" }), { push_lost: true, theme: "light", lock_minutes: 5 });
});
