// The verifier's timestamps: every published stamped bag gets its verdict, and no changed byte of a token passes for one.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Bytes } from "../bytes.js";
import { hashBy, verifySignature } from "../crypto/verify-signature.js";
import { inPieces } from "../zip/testing/collect.js";
import { unzipped } from "../zip/reader.js";
import { certificatesIn } from "./certificates.js";
import { checkBag, type CheckTools, type Report } from "./check.js";
import { NotDer, timestampQuery, values } from "./der.js";
import { holdsUnder, readToken } from "./token.js";

const FOLDER = join("..", "tests", "vectors", "packet", "stamped");
const tools: CheckTools = {
  digest: (bytes) => Promise.resolve(new Uint8Array(createHash("sha256").update(bytes).digest())),
  hasher: () => {
    const hash = createHash("sha256");
    return Promise.resolve({ update: (bytes) => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) });
  },
  hash: hashBy,
  verify: verifySignature,
};

interface Expected {
  readonly file: string;
  readonly note: string;
  readonly trusted: string | null;
  readonly verdict: string;
  readonly findings: readonly object[];
  readonly stamps: readonly { readonly path: string; readonly signed: boolean | null; readonly trusted: boolean }[];
}

const at = async (file: string): Promise<Bytes> => new Uint8Array(await readFile(join(FOLDER, file)));
const { bags } = JSON.parse(await readFile(join(FOLDER, "expected.json"), "utf8")) as { bags: readonly Expected[] };
const checked = async (zip: Bytes, authority: Bytes | null): Promise<Report> => checkBag(inPieces(zip, 999), { fingerprint: null, authority }, tools);

for (const { file, note, trusted, ...expected } of bags) {
  test(`${file} ${note}: ${expected.verdict}`, async () => {
    const { verdict, findings, stamps } = await checked(await at(file), trusted === null ? null : await at(trusted));
    const seen = stamps.map(({ path, signed, trusted: believed }) => ({ path, signed, trusted: believed })).sort((a, b) => (a.path < b.path ? -1 : 1));
    assert.deepEqual({ verdict, findings, stamps: seen }, expected);
    for (const stamp of stamps) assert.ok(Math.abs(stamp.at - Date.UTC(2026, 10, 26)) < 365 * 86_400_000 && (stamp.signed === null || /^(Holdfast timestamps of [a-z0-9.]+|leaf, Elsewhere)$/.test(stamp.issuer)), stamp.path);
  });
}

async function memberOf(zip: Bytes, end: string): Promise<Bytes> {
  for await (const { entry, body } of unzipped(inPieces(zip, 4096), false)) {
    const parts: Uint8Array[] = [];
    for await (const piece of body) parts.push(piece);
    if (entry.name.endsWith(end)) return new Uint8Array(Buffer.concat(parts));
  }
  throw new Error(end);
}

test("one changed byte of a token is no token, or one that does not hold, or says nothing else", async () => {
  const zip = await at("01.zip");
  const [token, chain] = [await memberOf(zip, "manifest.tsr"), certificatesIn(await memberOf(zip, "tsa-chain.pem"))];
  const whole = readToken(token);
  assert.ok(await holdsUnder(chain, whole, tools));
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
      const bad = token.slice();
      bad[place] = (bad[place] ?? 0) ^ flip;
      try {
        const read = readToken(bad);
        if (await holdsUnder(chain, read, tools)) assert.deepEqual([read.of, read.at], [whole.of, whole.at]);
      } catch (error) {
        assert.ok(error instanceof NotDer, String(error));
      }
    }),
    { numRuns: 200 },
  );
});

test("noise is no DER and throws nothing else", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
    try {
      readToken(new Uint8Array(noise));
    } catch (error) {
      assert.ok(error instanceof NotDer);
    }
  }));
});

test("a query is the one that RFC 3161 lays out", () => {
  const [query] = values(timestampQuery(new Uint8Array(32).fill(7), new Uint8Array(8).fill(255)));
  assert.equal(Buffer.from(query?.whole ?? []).toString("hex"), `3042020101302f300b06096086480165030402010420${"07".repeat(32)}020901${"ff".repeat(8)}0101ff`);
});
