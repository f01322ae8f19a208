// The packet's record: the published vectors, nothing in it that stays out, and chains that stay whole without it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { contentsOf, leftBy, pictureKey } from "./contents.js";
import type { StatementBody } from "../records.js";
import type { Detail } from "./details.js";
import { PROFILES } from "./record.js";
import { madeFrom, recordVectors } from "./testing/make-record-vectors.js";
import { PRIVATE, richSample } from "./testing/sample-case.js";

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
    const ids = [...left].filter((key) => !key.includes(":"));
    const answers = [...left].filter((key) => key.startsWith("detail:")).flatMap((key) => sample.details[key.slice("detail:".length) as Detail] ?? []);
    for (const out of [...ids, ...answers.filter((answer) => answer.length > 3)]) assert.ok(!text.includes(JSON.stringify(out).slice(1, -1)), `${profile} ${out}`);
    for (const { id, label, removed, first } of all.exhibits) {
      if (!left.has(pictureKey(id)) || removed !== null || first.kind !== "file") continue;
      assert.deepEqual(record.exhibits.filter((one) => one.label === label).map(({ file, no_file }) => [file, no_file]), [[null, "left_out"]]);
    }
    assert.equal(answers.length > 0, profile === "cybertip" || profile === "fraud" || profile === "school");
    const counts = Object.fromEntries(record.omitted.map(({ kind, count }) => [kind, count]));
    assert.equal(counts["followup"], 1);
    assert.equal(counts["draft"], 1);
    assert.equal(counts["statement"] ?? 0, profile === "school" ? 3 : 0);
    assert.equal(record.exhibits.length, 5);
  }
});

test("what a statement keeps private is in no packet of any profile: not its words, nor their fingerprint", async () => {
  const sample = await richSample();
  const bodies = [...sample.state.log.events.values()].flatMap(({ rec }) => (rec.type === "statement" ? [(rec.body as StatementBody).private] : []));
  assert.ok(bodies.length === 3 && bodies.every((kept) => kept?.text.includes(PRIVATE)));
  const hashes = bodies.map((kept) => Buffer.from(kept?.sha256 ?? []).toString("hex"));
  for (const profile of PROFILES) {
    for (const language of ["en", "fr"] as const) {
      const { record, chains } = await madeFrom(sample, language, profile);
      const text = [JSON.stringify(record), ...chains.map(({ bytes }) => new TextDecoder().decode(bytes))].join("\n");
      for (const kept of [PRIVATE, ...hashes]) assert.ok(!text.includes(kept), profile);
    }
  }
});

test("an exhibit that stays out leaves of its custody lines the hashes only", async () => {
  const sample = await richSample();
  const second = [...sample.state.exhibits.values()].find(({ label }) => label === "A-002")!;
  const linesOf = async (leave: readonly string[]): Promise<readonly string[]> => {
    const { chains } = await madeFrom(sample, "en", "police", leave);
    return new TextDecoder().decode(chains.find(({ name }) => name === "A")!.bytes).trimEnd().split("\n");
  };
  const redactedIn = (lines: readonly string[]): number => lines.filter((line) => "redacted" in (JSON.parse(line) as object)).length;
  const lines = await linesOf([second.id]);
  assert.equal(redactedIn(lines) - redactedIn(await linesOf([])), 2);
  assert.ok(lines.every((line) => !line.includes("A-002")));
});

test("of an exhibit that was removed no packet tells the hash", async () => {
  const sample = await richSample();
  const removed = [...sample.state.exhibits.values()].filter((exhibit) => exhibit.removed !== null);
  assert.ok(removed.length > 0);
  const { chains } = await madeFrom(sample, "en", "police");
  const text = chains.map(({ bytes }) => new TextDecoder().decode(bytes)).join("\n");
  for (const { label } of removed) assert.ok(!text.includes(label));
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
