// Links have no direction; a removed one is gone, and can be made again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { event, type Moment, setProfile } from "./build.js";
import { foldCase } from "./fold.js";
import { profileName } from "./profile.js";
import type { Rec } from "./records.js";

let made = 0;
const moment: Moment = { at: 1_795_440_000_000, tz: "UTC", newId: () => (++made).toString(16).padStart(32, "0"), hlc: () => [1_795_440_000_000, ++made] };
const state = (records: readonly Rec[]): ReturnType<typeof foldCase> => foldCase("c0".repeat(16), records.map((rec) => ({ rec, device: "a1".repeat(16) })));
const [a, b, link] = ["aa".repeat(16), "bb".repeat(16), "11".repeat(16)];

test("what is linked is linked both ways, once, however often it was said", () => {
  const { links } = state([event(moment, "link", { a, b }, link), event(moment, "link", { a: b, b: a }), event(moment, "link", { a, b: a })]);
  assert.deepEqual([...(links.get(a)?.keys() ?? [])], [b]);
  assert.deepEqual([...(links.get(b)?.keys() ?? [])], [a]);
  assert.equal(links.get(a)?.get(b)?.length, 2);
});

test("a removed link is gone, and another can be made", () => {
  const gone = [event(moment, "link", { a, b }, link), event(moment, "removed", { of: link })];
  assert.equal(state(gone).links.get(a), undefined);
  assert.equal(state([...gone, event(moment, "link", { a, b })]).links.get(a)?.size, 1);
});

test("an account involved keeps its exact username apart from the name that is shown", () => {
  const id = moment.newId();
  const { profiles } = state([...setProfile(moment, id, { platform: "Instagram", display: "Emily" }), ...setProfile(moment, id, { username: "x_dark.77" })]);
  const profile = profiles.get(id)!;
  assert.deepEqual([profile.username, profile.display, profile.removed], ["x_dark.77", "Emily", false]);
  assert.equal(profileName(profile), "x_dark.77");
});
