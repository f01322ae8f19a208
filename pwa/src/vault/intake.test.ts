// Taking files in: what is there already is not kept twice, one bad file harms no other, cancelling keeps what is done.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkChain } from "../domain/custody.js";
import { sha256 } from "../crypto/hash.js";
import type { RunTask } from "../worker/protocol.js";
import { TaskFailed } from "../worker/protocol.js";
import { taskRunner } from "../worker/tasks.js";
import { must, type Phone, phone, png, watch } from "./testing/phone.js";
import type { Vault } from "./port.js";

async function open(change: Parameters<Phone["start"]>[0] = {}): Promise<{ device: Phone; vault: Vault; caseId: string }> {
  const device = phone();
  const vault = await device.start(change);
  return { device, vault, caseId: must(await vault.createCase("A case", null)) };
}

async function blobsKept(device: Phone): Promise<{ rows: number; chunks: number }> {
  const database = await device.database();
  return { rows: await database.count("blobs"), chunks: await database.count("chunks") };
}

const labels = (vault: Vault): string[] => [...(vault.current.value?.exhibits.values() ?? [])].map(({ label }) => label).sort();

test("the same file twice at once is kept once, and the second answer names the first", async () => {
  const { device, vault, caseId } = await open();
  const [first, second, third] = await vault.addFiles(caseId, [png("a"), png("a"), png("b")], "picker", watch);
  assert.deepEqual(first?.result.ok && first.result.value.duplicateOf, null);
  assert.deepEqual(second?.result.ok && [second.result.value.label, second.result.value.duplicateOf], ["A-001", "A-001"]);
  assert.deepEqual(third?.result.ok && third.result.value.label, "A-002");
  assert.deepEqual(labels(vault), ["A-001", "A-002"]);
  assert.deepEqual(await blobsKept(device), { rows: 2, chunks: 2 });
});

test("a file under another name on another day is still the same file", async () => {
  const { vault, caseId } = await open();
  await vault.addFiles(caseId, [png("a")], "picker", watch);
  const renamed = new File([png("a")], "holiday.jpg");
  const [again] = await vault.addFiles(caseId, [renamed], "paste", watch);
  assert.equal(again?.result.ok && again.result.value.duplicateOf, "A-001");
});

test("a file taken out may come back, under a new label", async () => {
  const { vault, caseId } = await open();
  const [first] = await vault.addFiles(caseId, [png("a")], "picker", watch);
  must(await vault.removeExhibit(caseId, first?.result.ok === true ? first.result.value.id : ""));
  const [again] = await vault.addFiles(caseId, [png("a")], "picker", watch);
  assert.deepEqual(again?.result.ok && [again.result.value.label, again.result.value.duplicateOf], ["A-002", null]);
});

/** The worker, but these files fail in it. */
function failing(device: () => Phone, how: (file: Blob, n: number) => TaskFailed | null): RunTask {
  let sealed = 0;
  const run = taskRunner(() => device().database());
  return (kind, input, hooks) => {
    const fault = kind === "seal" ? how((input as { file: Blob }).file, (sealed += 1)) : null;
    return fault === null ? run(kind, input, hooks) : Promise.reject(fault);
  };
}

test("a file that vanishes while it is read is told apart, and those around it are saved", async () => {
  const device: { made?: Phone } = {};
  const gone = png("gone");
  const opened = await open({ run: failing(() => device.made!, (file) => (file === gone ? new TaskFailed("unreadable") : null)) });
  device.made = opened.device;
  const outcomes = await opened.vault.addFiles(opened.caseId, [png("a"), gone, new File([], "empty"), png("b")], "drop", watch);
  assert.deepEqual(outcomes.map(({ result }) => (result.ok ? result.value.label : result.type)), ["A-001", "unreadable", "empty", "A-002"]);
});

test("a phone that fills up midway keeps what is done and leaves no orphan", async () => {
  const device: { made?: Phone } = {};
  const opened = await open({ run: failing(() => device.made!, (_file, n) => (n > 2 ? new TaskFailed("full") : null)) });
  device.made = opened.device;
  const files = ["a", "b", "c", "d"].map((text) => png(text));
  const outcomes = await opened.vault.addFiles(opened.caseId, files, "picker", watch);
  assert.deepEqual(outcomes.map(({ result }) => (result.ok ? "saved" : result.type)), ["saved", "saved", "full", "full"]);
  assert.deepEqual(await blobsKept(opened.device), { rows: 2, chunks: 2 });
  opened.device.kill();
  const after = await opened.device.start();
  assert.deepEqual(labels(after), ["A-001", "A-002"]);
});

test("cancelling keeps what is done, names the rest, and the count ends full", async () => {
  const { device, vault, caseId } = await open();
  const stop = new AbortController();
  const files = Array.from({ length: 10 }, (_, n) => png(String(n)));
  const seen: number[] = [];
  const outcomes = await vault.addFiles(caseId, files, "picker", {
    signal: stop.signal,
    onProgress: ({ filesDone, bytesDone, bytes }) => {
      seen.push(filesDone);
      assert.ok(bytesDone <= bytes);
      if (filesDone === 4) stop.abort();
    },
  });
  const kept = outcomes.filter(({ result }) => result.ok).length;
  // The next ones were begun while the fourth was written: they may be done too.
  assert.ok(kept >= 4 && kept <= 7);
  assert.ok(outcomes.slice(kept).every(({ result }) => !result.ok && result.type === "cancelled"));
  assert.equal(seen.at(-1), 10);
  assert.deepEqual(await blobsKept(device), { rows: kept, chunks: kept });
});

test("a few files are begun before their turn, never more than fit in memory", async () => {
  const device: { made?: Phone } = {};
  const [sealing, together] = [new Set<Blob>(), { most: 0, bytes: 0 }];
  const opened = await open({
    run: async (kind, input, hooks) => {
      const run = taskRunner(() => device.made!.database());
      if (kind !== "seal") return run(kind, input, hooks);
      const { file } = input as { file: Blob };
      sealing.add(file);
      together.most = Math.max(together.most, sealing.size);
      together.bytes = Math.max(together.bytes, [...sealing].reduce((sum, { size }) => sum + size, 0));
      return run(kind, input, hooks).finally(() => sealing.delete(file));
    },
  });
  device.made = opened.device;
  const small = Array.from({ length: 8 }, (_, n) => png(String(n)));
  const large = Array.from({ length: 3 }, (_, n) => png(`large ${String(n)}`, 6 * 1024 * 1024));
  const outcomes = await opened.vault.addFiles(opened.caseId, [...small, ...large], "picker", watch);
  assert.ok(outcomes.every(({ result }) => result.ok));
  assert.ok(together.most > 1 && together.most <= 4);
  assert.ok(together.bytes < 8 * 1024 * 1024);
});

test("a batch of hundred is numbered in its order", async () => {
  const { vault, caseId } = await open();
  const files = Array.from({ length: 100 }, (_, n) => png(String(n), 400));
  const outcomes = await vault.addFiles(caseId, files, "picker", watch);
  assert.deepEqual(
    outcomes.map(({ name, result }) => [name, result.ok && result.value.label]),
    files.map(({ name }, n) => [name, `A-${String(n + 1).padStart(3, "0")}`]),
  );
});

test("a name with a path or with turned letters is kept without them", async () => {
  const { vault, caseId } = await open();
  await vault.addFiles(caseId, [new File([png("a")], "..\\..\\photo\u202egpj.exe")], "share", watch);
  const body = [...vault.current.value!.exhibits.values()][0]?.body;
  assert.equal(body?.kind === "file" && body.name, "photogpj.exe");
});

test("a picture covered before it came says so, with a custody line of its own", async () => {
  const { vault, caseId } = await open();
  const file = png("covered");
  await vault.addFiles(caseId, [file], "picker", { ...watch, covered: new Map([[file, { boxes: 2, original: "Noor’s phone" }]]) });
  const state = vault.current.value!;
  const body = [...state.exhibits.values()][0]?.body;
  assert.deepEqual(body?.kind === "file" && body.covered, { boxes: 2, original: "Noor’s phone" });
  const [chain] = state.custody.values();
  const lines = chain?.lines.map((line) => JSON.parse(new TextDecoder().decode(line)) as { event: string; item: string });
  assert.deepEqual(lines?.map(({ event, item }) => [event, item]), [["covered", "A-001"], ["received", "A-001"]]);
  assert.equal((await checkChain(chain!.lines, sha256)).ok, true);
});
