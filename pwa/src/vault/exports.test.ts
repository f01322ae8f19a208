// A copy of everything as one file, read into another phone: nothing lost, nothing merged, nothing half there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { concat } from "../crypto/bytes.js";
import { sha256 } from "../crypto/hash.js";
import { event, setNote } from "../domain/build.js";
import { canonical } from "../domain/canonical.js";
import { checkChain } from "../domain/custody.js";
import { copyTaskRunner } from "../worker/copy-tasks.js";
import type { RunCopyTask } from "../worker/copy-protocol.js";
import type { ExportWords } from "./exports-port.js";
import type { Vault } from "./port.js";
import { must, type Phone, phone, png, watch } from "./testing/phone.js";
import { recordsOf } from "./reissue.js";

const PASSPHRASE = "seven dull green lamps";

const WORDS: ExportWords = {
  readMe: { path: "READ-ME.txt", text: "Hello" },
  untitled: "Case",
  pictures: "pictures",
  record: (summary) => ({ path: "record.txt", text: summary.title }),
};

async function filled(pictures = 3): Promise<{ device: Phone; vault: Vault; caseId: string }> {
  const device = phone();
  const vault = await device.start();
  const caseId = must(await vault.createCase("Noor / the first", "child"));
  must(await vault.editCase(caseId, { title: "Noor" }));
  await vault.addFiles(caseId, Array.from({ length: pictures }, (_, n) => png(`picture ${n}`, 3_000 + n)), "picker", watch);
  must(await vault.describe(caseId, { what: "A picture left where it is" }));
  const [note = ""] = must(await vault.save(caseId, (stamp) => setNote(stamp, stamp.newId(), { text: "first words" })));
  must(await vault.save(caseId, (stamp) => setNote(stamp, note, { text: "later words" })));
  must(await vault.save(caseId, (stamp) => [event(stamp, "number", { kind: "police_file", value: "26-1234", org: "RCMP" })]));
  return { device, vault, caseId };
}

const copyOf = async (vault: Vault): Promise<Blob> => must(await vault.exportCopy(PASSPHRASE, WORDS, watch)).file;

async function kept(device: Phone): Promise<readonly number[]> {
  const database = await device.database();
  const stores = ["heads", "blobs", "chunks"] as const;
  return Promise.all(stores.map((store) => database.count(store)));
}

async function pictures(vault: Vault): Promise<Record<string, string>> {
  const state = vault.current.value!;
  const found: Record<string, string> = {};
  for (const { id, label, first, removed } of state.exhibits.values()) {
    if (first.kind !== "file" || removed !== null) continue;
    found[label] = Buffer.from(await must(await vault.picture(state.id, id, "original")).arrayBuffer()).toString("base64");
  }
  return found;
}

/** What is told of a case whatever vault holds it: all records, without the places of pictures. */
function told(vault: Vault): unknown {
  const plain = recordsOf(vault.current.value!.log).map((rec) => (rec.k === "e" && rec.type === "exhibit" && rec.body.kind === "file" ? { ...rec, body: { ...rec.body, blob: null } } : rec));
  return plain.map(canonical).sort();
}

test("an empty phone gets all of it, byte for byte, and goes on from there", async () => {
  const { vault } = await filled();
  const file = await copyOf(vault);
  const other = phone();
  const second = await other.start();
  const [arrived] = must(await second.importCopy(file, PASSPHRASE, watch));
  assert.deepEqual([arrived?.title, arrived?.pictures, arrived?.absent], ["Noor", 3, 0]);
  assert.notEqual(arrived?.id, vault.current.value?.id);
  assert.deepEqual(told(second), told(vault));
  assert.deepEqual(await pictures(second), await pictures(vault));
  assert.equal(second.cases.value[0]?.audience, "child");
  other.kill();
  const again = await other.start();
  assert.deepEqual(told(again), told(vault));
  const [added] = await again.addFiles(arrived?.id ?? "", [png("new")], "picker", watch);
  assert.equal(added?.result.ok && added.result.value.label, "A-005");
  const chains = [...again.current.value!.custody.values()];
  assert.equal(chains.length, 2);
  for (const { lines } of chains) assert.equal((await checkChain(lines, sha256)).ok, true);
});

test("a case of its own beside what is there; the same file a second time changes nothing", async () => {
  const { vault } = await filled();
  const file = await copyOf(vault);
  const other = phone();
  const second = await other.start();
  const own = must(await second.createCase("Own", "me"));
  assert.equal(must(await second.importCopy(file, PASSPHRASE, watch)).length, 1);
  assert.deepEqual(second.cases.value.map(({ title }) => title), ["Own", "Noor"]);
  await second.switchCase(own);
  assert.equal(second.current.value?.exhibits.size, 0);
  const before = await kept(other);
  assert.deepEqual(must(await second.importCopy(file, PASSPHRASE, watch)).map(({ id }) => id), [null]);
  assert.deepEqual(await kept(other), before);
  assert.deepEqual(must(await vault.importCopy(file, PASSPHRASE, watch)).map(({ id }) => id), [null]);
});

test("what was taken out is not in the file: its label with the date is", async () => {
  const { vault, caseId } = await filled();
  const [first] = [...vault.current.value!.exhibits.values()];
  must(await vault.removeExhibit(caseId, first!.id));
  const made = must(await vault.exportCopy(PASSPHRASE, WORDS, watch));
  assert.deepEqual([made.pictures, made.absent, made.damaged], [2, [], []]);
  const second = await phone().start();
  must(await second.importCopy(made.file, PASSPHRASE, watch));
  const there = second.current.value!.exhibits.get(first!.id);
  assert.equal(there?.label, "A-001");
  assert.notEqual(there.removed, null);
  assert.deepEqual(Object.keys(await pictures(second)), ["A-002", "A-003"]);
});

test("a damaged picture is left out by name, and the rest arrives", async () => {
  const { device, vault } = await filled();
  const body = [...vault.current.value!.exhibits.values()][1]!.first;
  const database = await device.database();
  const chunk = await database.get("chunks", [body.kind === "file" ? body.blob.id : "", 0]);
  new Uint8Array(chunk!.bytes)[40]! ^= 1;
  await database.put("chunks", chunk!);
  const made = must(await vault.exportCopy(PASSPHRASE, WORDS, watch));
  assert.deepEqual([made.pictures, made.damaged], [2, ["A-002"]]);
  const second = await phone().start();
  assert.deepEqual(must(await second.importCopy(made.file, PASSPHRASE, watch)).map(({ pictures: n, absent }) => [n, absent]), [[2, 1]]);
  assert.equal(second.current.value!.exhibits.size, 4);
});

test("a picture larger than memory should hold goes through in pieces", async () => {
  const { vault, caseId } = await filled(0);
  const bytes = new Uint8Array(34 * 1024 * 1024).fill(7);
  bytes.set([1, 2, 3], bytes.length - 3);
  await vault.addFiles(caseId, [new File([bytes], "video")], "picker", watch);
  const second = await phone().start();
  must(await second.importCopy(await copyOf(vault), PASSPHRASE, watch));
  const [, video] = [...second.current.value!.exhibits.values()].sort((a, b) => a.label.localeCompare(b.label));
  const got = new Uint8Array(await must(await second.picture(second.current.value!.id, video!.id, "original")).arrayBuffer());
  assert.ok(Buffer.from(got).equals(Buffer.from(bytes)));
});

test("another passphrase, a cut, changed or foreign file: a code, and the phone as before", { timeout: 120_000 }, async () => {
  const { vault } = await filled(1);
  const file = new Uint8Array(await (await copyOf(vault)).arrayBuffer());
  const other = phone();
  const second = await other.start();
  const before = await kept(other);
  const cases: readonly (readonly [string, Blob, string])[] = [
    ["passphrase", new Blob([file]), "another"],
    ["damaged", new Blob([file.subarray(0, file.length - 1)]), PASSPHRASE],
    ["foreign", new Blob(["just a text"]), PASSPHRASE],
    ["foreign", new Blob([]), PASSPHRASE],
    ["damaged", new Blob([concat(file.subarray(0, 3000), new Uint8Array(100), file.subarray(3100))]), PASSPHRASE],
  ];
  for (const [type, blob, passphrase] of cases) assert.deepEqual(await second.importCopy(blob, passphrase, watch), { ok: false, type });
  assert.deepEqual(await kept(other), before);
  assert.deepEqual(second.cases.value, []);
});

test("cancelled, both ways leave nothing", async () => {
  const { device, vault } = await filled();
  const stop = new AbortController();
  stop.abort();
  const cancelled = { signal: stop.signal, onProgress: () => undefined };
  const before = await kept(device);
  assert.deepEqual(await vault.exportCopy(PASSPHRASE, WORDS, cancelled), { ok: false, type: "cancelled" });
  const file = await copyOf(vault);
  const other = phone();
  const second = await other.start();
  const empty = await kept(other);
  assert.deepEqual(await second.importCopy(file, PASSPHRASE, cancelled), { ok: false, type: "cancelled" });
  assert.deepEqual(await kept(other), empty);
  assert.deepEqual(await kept(device), before);
});

test("a phone killed before the last write has none of it; its strays are swept", async () => {
  const { vault } = await filled();
  const file = await copyOf(vault);
  const other = phone();
  const run = copyTaskRunner(() => other.database(), 4);
  let read = (): void => undefined;
  const done = new Promise<void>((resolve) => (read = resolve));
  const copies: RunCopyTask = async (kind, input, hooks) => {
    await run(kind, input, hooks);
    read();
    return new Promise(() => undefined);
  };
  const second = await other.start({ copies });
  void second.importCopy(file, PASSPHRASE, watch);
  await done;
  const database = await other.database();
  assert.equal(await database.count("chunks"), 3);
  other.kill();
  const after = await other.start();
  assert.deepEqual(after.cases.value, []);
  assert.equal(await (await other.database()).count("chunks"), 0);
});

test("an empty or locked vault says so", async () => {
  const vault = await phone().start();
  assert.deepEqual(await vault.exportCopy(PASSPHRASE, WORDS, watch), { ok: false, type: "empty" });
});
