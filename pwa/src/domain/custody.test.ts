// Custody chains: the published vectors, and every break named.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import vectors from "../../../tests/vectors/custody.json" with { type: "json" };
import { checkChain, type CustodyHead, type Entry, nextLine, NO_LINES, readLine } from "./custody.js";

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const unhex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

const entries: readonly Entry[] = vectors.entries.map(({ at_ms, tz, off, since, event, item, sha256: hash }) => ({
  at: at_ms,
  tz,
  event: event as Entry["event"],
  item,
  ...(off === undefined ? {} : { off }),
  ...(since === undefined ? {} : { since: { at: since.at_ms, tz: since.tz } }),
  ...(hash === undefined ? {} : { sha256: unhex(hash) }),
}));

async function chain(from: readonly Entry[]): Promise<{ lines: Uint8Array[]; head: CustodyHead }> {
  const lines: Uint8Array[] = [];
  let head = NO_LINES;
  for (const entry of from) {
    const next = await nextLine(head, entry, sha256);
    lines.push(next.line);
    head = next.head;
  }
  return { lines, head };
}

test("lines are the vectors' bytes", async () => {
  const { lines, head } = await chain(entries);
  assert.deepEqual(lines.map((line) => new TextDecoder().decode(line)), vectors.lines);
  assert.deepEqual(head, vectors.head);
});

test("a whole chain checks, and so does its continuation", async () => {
  const lines = vectors.lines.map(utf8);
  assert.deepEqual(await checkChain(lines, sha256), { ok: true, head: vectors.head });
  const start = await checkChain(lines.slice(0, 2), sha256);
  assert.ok(start.ok);
  assert.deepEqual(await checkChain(lines.slice(2), sha256, start.head), { ok: true, head: vectors.head });
});

for (const { note, lines, index, reason } of vectors.breaks) {
  test(`${note}: named as ${reason} at line ${String(index)}`, async () => {
    assert.deepEqual(await checkChain(lines.map(utf8), sha256), { ok: false, index, reason });
  });
}

test("changing any one byte of any line but the last breaks the chain at or right after it", async () => {
  const { lines } = await chain(entries);
  const where = fc.tuple(fc.nat({ max: lines.length - 2 }), fc.nat({ max: 4000 }), fc.integer({ min: 1, max: 255 }));
  await fc.assert(
    fc.asyncProperty(where, async ([index, offset, flip]) => {
      const changed = lines.map((line) => Uint8Array.from(line));
      const line = changed[index]!;
      line[offset % line.length]! ^= flip;
      const check = await checkChain(changed, sha256);
      assert.ok(!check.ok && (check.index === index || check.index === index + 1));
    }),
  );
});

test("a line that nobody could read is not written", async () => {
  const entry = entries[0]!;
  await assert.rejects(nextLine(NO_LINES, { ...entry, item: "our chat" }, sha256), RangeError);
  await assert.rejects(nextLine(NO_LINES, { ...entry, tz: "Nowhere/Land" }, sha256), RangeError);
});

test("reading never throws", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readLine(bytes)));
  fc.assert(fc.property(fc.json(), (text) => void readLine(utf8(text))));
});
