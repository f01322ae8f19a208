// "This should not be here": the record and its line stay, every copy goes, on each phone and on the server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { custodyOf } from "../domain/custody-lines.js";
import type { Id } from "../domain/records.js";
import { must, type Phone, phone, png, watch } from "./testing/phone.js";
import { type Browser, browser, type Site, site } from "./testing/server.js";
import type { Vault } from "./port.js";

const PASS = "harbour lantern quiet kelp";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

async function takeIn(vault: Vault, caseId: Id): Promise<Id> {
  const [outcome] = await vault.addFiles(caseId, [png("one")], "picker", watch);
  return must(outcome!.result).id;
}

function blobOf(vault: Vault, id: Id): Id {
  const body = vault.current.value?.exhibits.get(id)?.first;
  assert.ok(body?.kind === "file");
  return body.blob.id;
}

/** Nothing of the blob on the phone but its stand-in. */
async function gone(where: Phone, blob: Id, state: string): Promise<void> {
  const database = await where.database();
  assert.equal((await database.get("blobs", blob))?.state, state);
  assert.equal((await database.getAllKeys("chunks")).filter(([of]) => of === blob).length, 0);
}

const touching = ({ requests }: Browser, blob: Id): readonly string[] => requests.filter((request) => request.includes(blob));

test("taken out before any sync: erased at once, never uploaded, label and custody line stay", async () => {
  const dana = phone();
  const net = browser(server.origin);
  const vault = await dana.start({ door: net.door });
  const caseId = must(await vault.createCase("", "child"));
  const id = await takeIn(vault, caseId);
  const blob = blobOf(vault, id);
  must(await vault.removeExhibit(caseId, id));
  await gone(dana, blob, "gone");
  assert.equal((await vault.picture(caseId, id, "original")).ok, false);
  const { label, removed } = vault.current.value!.exhibits.get(id)!;
  assert.equal(label, "A-001");
  assert.ok(removed !== null);
  assert.deepEqual(custodyOf(vault.current.value!.custody.values(), label).map(({ event }) => event), ["received", "removed"]);
  must(await vault.signUp("dana.early", PASS));
  await vault.syncNow();
  assert.deepEqual(touching(net, blob), []);
  assert.equal(net.requests.some((request) => request.startsWith("POST /v1/cases/") && request.endsWith("/blobs")), false);
  await gone(dana, blob, "gone");
  assert.equal(vault.sync.value.onlyHere, 0);
  dana.kill();
});

test("taken out after it was uploaded: deleted on the server, also when the first answer was lost, and on the other phone", async () => {
  const dana = phone();
  const net = browser(server.origin);
  const vault = await dana.start({ door: net.door });
  const caseId = must(await vault.createCase("", "child"));
  const id = await takeIn(vault, caseId);
  const blob = blobOf(vault, id);
  must(await vault.signUp("dana.late", PASS));
  await vault.syncNow();

  const tablet = phone();
  const other = browser(server.origin);
  const second = await tablet.start({ door: other.door });
  must(await second.signIn("dana.late", PASS));
  await second.syncNow();
  assert.equal(must(await second.picture(caseId, id, "original")).size, 3_000);

  net.cut = (request) => (request.startsWith("DELETE") ? "before" : null);
  must(await vault.removeExhibit(caseId, id));
  await vault.syncNow();
  await gone(dana, blob, "going");
  dana.kill();

  net.cut = null;
  const again = await dana.start({ door: net.door });
  must(await again.unlock(PASS));
  await again.syncNow();
  await gone(dana, blob, "gone");
  const asked = await net.door.json("GET", `/v1/blobs/${blob}`);
  assert.ok(!asked.ok && asked.failure.type === "refused" && asked.failure.code === "freed");

  await second.syncNow();
  await second.syncNow();
  await gone(tablet, blob, "gone");
  assert.equal((await second.picture(caseId, id, "original")).ok, false);
  dana.kill();
  tablet.kill();
});

test("taken out in the middle of its upload: the upload stops and the server deletes what came", async () => {
  const dana = phone();
  const net = browser(server.origin);
  const vault = await dana.start({ door: net.door });
  const caseId = must(await vault.createCase("", "child"));
  must(await vault.signUp("dana.mid", PASS));
  await vault.syncNow();
  const id = await takeIn(vault, caseId);
  const blob = blobOf(vault, id);
  const removing: Promise<unknown>[] = [];
  net.cut = (request) => {
    if (request === `POST /v1/cases/${caseId}/blobs` && removing.length === 0) removing.push(vault.removeExhibit(caseId, id));
    return null;
  };
  await vault.syncNow();
  assert.equal(removing.length, 1);
  await Promise.all(removing);
  await vault.syncNow();
  await gone(dana, blob, "gone");
  const asked = await net.door.json("GET", `/v1/blobs/${blob}`);
  assert.ok(!asked.ok && asked.failure.type === "refused" && asked.failure.code === "freed");
  dana.kill();
});
