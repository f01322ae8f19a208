// What one writes the other reads, strange tools read too, and nothing malformed gets past or throws anything but a refusal.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 as nodeCrc } from "node:zlib";
import fc from "fast-check";
import { type Bytes, joined } from "../bytes.js";
import { crc32 } from "./crc32.js";
import { directory, localHeader } from "./layout.js";
import { ZipRefusal } from "./refusal.js";
import { readAll, zipOf } from "./testing/collect.js";
import { itemOf, ZipMismatch } from "./writer.js";

const bytes = (most: number): fc.Arbitrary<Bytes> => fc.uint8Array({ maxLength: most }).map((made) => new Uint8Array(made));
const part = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) => !/\p{Cs}/u.test(text) && !/[/\\\0]/.test(text) && !/^\.\.?$/.test(text));
const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const contents = fc.uniqueArray(fc.tuple(name, bytes(300), fc.integer({ min: 0, max: 2 ** 43 })), { selector: ([path]) => path, minLength: 1, maxLength: 6 });
const itemsOf = (given: readonly (readonly [string, Bytes, number])[]): ReturnType<typeof itemOf>[] => given.map(([path, body, modified]) => itemOf(path, body, modified));

async function refusal(zip: Bytes): Promise<string> {
  try {
    await readAll(zip, 1000);
    return "read";
  } catch (error) {
    if (error instanceof ZipRefusal) return error.code;
    throw error;
  }
}

const knownCrc = nodeCrc as ((data: Uint8Array) => number) | undefined;

test("the checksum is the one that everybody has, in pieces or at once", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(500), (all, at) => {
      const whole = crc32(all);
      assert.equal(crc32(all.subarray(at), crc32(all.subarray(0, at))), whole);
      if (knownCrc !== undefined) assert.equal(whole, knownCrc(all));
    }),
  );
});

test("whatever is written is read back, in pieces of any length", async () => {
  await fc.assert(
    fc.asyncProperty(contents, fc.integer({ min: 1, max: 400 }), async (given, step) => {
      const found = await readAll(await zipOf(itemsOf(given)), step);
      assert.deepEqual([...found], given.map(([path, body]) => [path, body]));
    }),
    { numRuns: 60 },
  );
});

test("one changed byte anywhere is refused", async () => {
  const zip = await zipOf(itemsOf([["a/b.txt", new Uint8Array([1, 2, 3]), 1e12], ["c", new Uint8Array(), 2e12]]));
  for (let at = 0; at < zip.length; at += 1) {
    const bad = zip.slice();
    bad[at] = (bad[at] ?? 0) ^ 1;
    assert.notEqual(await refusal(bad), "read", `byte ${at}`);
  }
});

test("cut anywhere, or longer than it should be, it is refused", async () => {
  const zip = await zipOf(itemsOf([["a/b.txt", new Uint8Array([1, 2, 3]), 1e12]]));
  for (let end = 0; end < zip.length; end += 1) assert.equal(await refusal(zip.slice(0, end)), "truncated", `cut at ${end}`);
  assert.equal(await refusal(new Uint8Array([...zip, 0])), "format");
});

test("noise, and a good file with noise in it, throw nothing but refusals", async () => {
  await fc.assert(fc.asyncProperty(bytes(400), async (noise) => assert.notEqual(await refusal(noise), "read")), { numRuns: 150 });
  const zip = await zipOf(itemsOf([["a", new Uint8Array(50), 1e12], ["b", new Uint8Array(9), 1e12]]));
  await fc.assert(
    fc.asyncProperty(fc.nat(zip.length - 1), bytes(20), async (at, noise) => {
      const bad = zip.slice();
      bad.set(noise.subarray(0, bad.length - at), at);
      const changed = bad.some((byte, i) => byte !== zip[i]);
      assert.equal((await refusal(bad)) !== "read", changed);
    }),
    { numRuns: 150 },
  );
});

const FOREIGN = `
import sys, zipfile
for n, (how, name) in enumerate([(zipfile.ZIP_DEFLATED, "zeros"), (zipfile.ZIP_STORED, "zeros")]):
    with zipfile.ZipFile(f"{sys.argv[1]}/{n}.zip", "w", how) as made:
        made.writestr(name, bytes(1_000_000))
`;

test("a compressed or foreign zip is refused before it is unfolded", async () => {
  const folder = mkdtempSync(join(tmpdir(), "zip-"));
  execFileSync("python3", ["-c", FOREIGN, folder]);
  for (const n of [0, 1]) assert.equal(await refusal(new Uint8Array(readFileSync(join(folder, `${n}.zip`)))), "format");
  rmSync(folder, { recursive: true });
});

test("a name that leaves its folder, or comes twice, is never written", async () => {
  for (const path of ["../a", "/a", "a//b", "a/./b", "", "a\\b", "a\0", "a/"]) await assert.rejects(zipOf(itemsOf([[path, new Uint8Array(), 0]])), ZipMismatch);
  await assert.rejects(zipOf(itemsOf([["a", new Uint8Array(), 0], ["a", new Uint8Array(), 0]])), ZipMismatch);
});

test("a body that is not what its header said ends the writing", async () => {
  const entry = { name: "a", modified: 0, size: 2, crc: crc32(new Uint8Array([1, 2])) };
  await zipOf([{ ...entry, body: [new Uint8Array([1, 2])] }]);
  await assert.rejects(zipOf([{ ...entry, body: [new Uint8Array([1])] }]), ZipMismatch);
  await assert.rejects(zipOf([{ ...entry, body: [new Uint8Array([1, 3])] }]), ZipMismatch);
});

test("more entries than sixteen bits count are counted by others too", () => {
  const entries = Array.from({ length: 65_600 }, (_, n) => ({ name: `n/${n}`, size: 0, crc: 0, modified: 1e12 }));
  const count = "import io, sys, zipfile; print(len(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).namelist()))";
  const input = joined([...entries.map(localHeader), directory(entries)]);
  assert.equal(execFileSync("python3", ["-c", count], { input, encoding: "utf8" }).trim(), "65600");
});
