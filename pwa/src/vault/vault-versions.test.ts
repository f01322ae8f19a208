// A vault of every released schema opens in this build with all that was in it, and no schema is changed in silence.
// MAKE_VAULT=1 writes the file of a new version: once, when SCHEMA_VERSION was raised.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setNote } from "../domain/build.js";
import { openDatabase, SCHEMA_VERSION } from "../store/schema.js";
import { PASSPHRASE } from "./testing/fleet.js";
import { must, phone, png, watch } from "./testing/phone.js";
import { memoryServer } from "./testing/restorable.js";
import { browser } from "./testing/server.js";
import { restoreVault, type VaultFile, writeVault } from "./testing/vault-file.js";

const FOLDER = join("src", "vault", "testing", "vaults");
const fileOf = (version: number): string => join(FOLDER, `${String(version)}.json`);
const read = (version: number): VaultFile => JSON.parse(readFileSync(fileOf(version), "utf8")) as VaultFile;

async function makeVault(): Promise<VaultFile> {
  const [one, way] = [phone({ argon2: true }), browser(memoryServer().carry())];
  const vault = await one.start({ door: way.door, later: () => () => undefined });
  const id = must(await vault.createCase("A kept case", "child"));
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "sent" })));
  must((await vault.addFiles(id, [png("kept", 300)], "picker", watch))[0]!.result);
  must(await vault.signUp("kept", PASSPHRASE));
  await vault.syncNow();
  way.cut = () => "before";
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "in the outbox" })));
  await vault.syncNow();
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "pending" })));
  one.kill();
  return writeVault(one.name);
}

if (process.env["MAKE_VAULT"] !== undefined && !existsSync(fileOf(SCHEMA_VERSION))) writeFileSync(fileOf(SCHEMA_VERSION), `${JSON.stringify(await makeVault())}\n`);

test("there is a vault of each version, and this version's stores are those of its vault", async () => {
  const versions = readdirSync(FOLDER).map((name) => Number(name.replace(".json", ""))).sort((a, b) => a - b);
  assert.deepEqual(versions, Array.from({ length: SCHEMA_VERSION }, (_, i) => i + 1));
  (await openDatabase("shape")).close();
  const shape = ({ version, stores }: VaultFile): object => ({ version, stores: stores.map((store) => ({ ...store, rows: null })) });
  assert.deepEqual(shape(await writeVault("shape")), shape(read(SCHEMA_VERSION)));
});

for (let version = 1; version <= SCHEMA_VERSION; version += 1) {
  test(`a vault of schema ${String(version)} opens, offline, with everything in it`, async (t) => {
    const kept = phone({ argon2: true });
    t.after(() => kept.kill());
    await restoreVault(kept.name, read(version));
    const way = browser(memoryServer().carry());
    way.cut = () => "before";
    const vault = await kept.start({ door: way.door });
    assert.equal(vault.phase.value.type, "locked");
    must(await vault.unlock(PASSPHRASE));
    const [summary] = vault.cases.value;
    assert.deepEqual({ title: summary!.title, audience: summary!.audience }, { title: "A kept case", audience: "child" });
    await vault.switchCase(summary!.id);
    const state = vault.current.value!;
    assert.deepEqual([...state.notes.values()].map(({ text }) => text).sort(), ["in the outbox", "pending", "sent"]);
    const [exhibit] = state.exhibits.values();
    assert.equal(exhibit!.label, "A-001");
    assert.equal(must(await vault.picture(summary!.id, exhibit!.id, "original")).size, 300);
    must(await vault.save(summary!.id, (stamp) => setNote(stamp, stamp.newId(), { text: "and it goes on" })));
  });
}
