// The verifier: every published bag gets its verdict and its findings, in pieces of any length, and noise never gets past.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Bytes } from "../bytes.js";
import { fingerprintIn } from "../domain/packet/fingerprint.js";
import { FOLDER, packetVectors } from "../domain/packet/testing/make-packet-vectors.js";
import { hashBy, verifySignature } from "../crypto/verify-signature.js";
import { inPieces } from "../zip/testing/collect.js";
import { checkBag, type CheckTools, type Report } from "./check.js";
import type { Expected } from "./testing/make-bag-vectors.js";

const tools: CheckTools = {
  hash: hashBy,
  verify: verifySignature,
  digest: (bytes) => Promise.resolve(new Uint8Array(createHash("sha256").update(bytes).digest())),
  hasher: () => {
    const hash = createHash("sha256");
    return Promise.resolve({ update: (bytes) => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) });
  },
};

const check = (zip: Bytes, fingerprint: string | null = null, step = 1000): Promise<Report> => checkBag(inPieces(zip, step), { fingerprint, authority: null }, tools);
const zipAt = async (file: string): Promise<Bytes> => new Uint8Array(await readFile(join(FOLDER, "bags", file)));
const { bags } = JSON.parse(await readFile(join(FOLDER, "bags", "expected.json"), "utf8")) as { bags: (Expected & { file: string })[] };

test("every published bag is what this code writes, byte for byte", async () => {
  for (const [path, bytes] of await packetVectors()) assert.deepEqual(await readFile(join(FOLDER, path)), Buffer.from(bytes), path);
});

for (const { file, note, fingerprint, verdict, findings } of bags) {
  test(`${file} ${note}: ${verdict}`, async () => {
    const report = await check(await zipAt(file), fingerprint === undefined ? null : fingerprintIn(fingerprint), 777);
    assert.deepEqual({ verdict: report.verdict, findings: report.findings }, { verdict, findings });
  });
}

test("any one changed byte of a bag is told", async () => {
  const zip = await zipAt("01.zip");
  const clean = await check(zip);
  assert.deepEqual([clean.verdict, clean.record?.exhibits.length], ["consistent", 2]);
  await fc.assert(
    fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bad = zip.slice();
      bad[at] = (bad[at] ?? 0) ^ flip;
      assert.ok(["altered", "not_a_packet"].includes((await check(bad)).verdict), `byte ${at}`);
    }),
    { numRuns: 150 },
  );
});

test("noise throws nothing and is no packet", async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (noise) => assert.equal((await check(new Uint8Array(noise))).verdict, "not_a_packet")), { numRuns: 100 });
});

test("a fingerprint is read as it stands on paper", () => {
  assert.equal(fingerprintIn(" AB12 cd34 5678 9abc\n"), "ab12cd3456789abc");
  assert.equal(fingerprintIn("ab12"), null);
  assert.equal(fingerprintIn("ab12 cd34 5678 9abo"), null);
});
