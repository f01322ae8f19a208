// The packet's record: the published vectors, nothing in it that stays out, and chains that stay whole without it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { contentsOf, leftBy } from "./contents.js";
import { PROFILES } from "./record.js";
import { madeFrom, recordVectors } from "./testing/make-record-vectors.js";
import { richSample } from "./testing/sample-case.js";

const FOLDER = join("..", "tests", "vectors", "packet");

test("every published record is what this code writes, byte for byte", async () => {
  for (const [path, bytes] of await recordVectors()) assert.deepEqual(await readFile(join(FOLDER, path)), Buffer.from(bytes), path);
});

test("what stays out is in no part of the record or its chains, and is counted", async () => {
  const sample = await richSample();
  const all = contentsOf(sample.state);
  for (const profile of PROFILES) {
    const left = leftBy(profile, all);
    const { record, chains } = await madeFrom(sample, "en", profile);
    const text = [JSON.stringify(record), ...chains.map(({ bytes }) => new TextDecoder().decode(bytes))].join("\n");
    for (const id of left) assert.ok(!text.includes(id), `${profile} ${id}`);
    const counts = Object.fromEntries(record.omitted.map(({ kind, count }) => [kind, count]));
    assert.equal(counts["followup"], 1);
    assert.equal(counts["draft"], 1);
    assert.equal(counts["statement"] ?? 0, profile === "school" ? 3 : 0);
    assert.equal(record.exhibits.length, 5);
  }
});

test("an exhibit that stays out leaves of its custody lines the hashes only", async () => {
  const sample = await richSample();
  const second = [...sample.state.exhibits.values()].find(({ label }) => label === "A-002")!;
  const { chains } = await madeFrom(sample, "en", "police", [second.id]);
  const lines = new TextDecoder().decode(chains.find(({ name }) => name === "A")!.bytes).trimEnd().split("\n");
  const redacted = lines.filter((line) => "redacted" in (JSON.parse(line) as object));
  assert.equal(redacted.length, 2);
  assert.ok(lines.every((line) => !line.includes("A-002")));
});

test("unknown is null and never an empty text", async () => {
  const { record } = await madeFrom(await richSample(), "fr", "police");
  const walk = (value: unknown): void => {
    assert.notEqual(value, "");
    assert.notEqual(value, undefined);
    if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
  };
  walk(record);
});
