// Records to and from the wire: nothing lost, nothing malformed let in, nothing thrown but ShapeError.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { event, type Moment, newCall, newFollowup, setSupport, setCase, setDoors, setExhibit, setNote, setPassage, setPhone, setProfile, setStatement, setWaiting } from "./build.js";
import type { Rec } from "./records.js";
import { readRecord, readRecords, writeRecord, writeRecords } from "./schema.js";
import { ShapeError } from "./shape.js";

let made = 0;
const moment: Moment = {
  at: 1_795_440_000_000,
  tz: "America/Toronto",
  off: -12,
  newId: () => (++made).toString(16).padStart(32, "0"),
  hlc: () => [1_795_440_000_000, made],
};
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7);
const blob = { id: "ab".repeat(16), key: bytes(32), hdr: bytes(64), commit: bytes(32), chunks: bytes(32) };
const CASE = "c0".repeat(16);

const records: readonly Rec[] = [
  event(moment, "case_key", { case: CASE, epoch: 1, ck: bytes(32) }),
  event(moment, "exhibit", {
    label: "A-001", kind: "file", via: "picker", gate: "clear", received: 5, name: "IMG_1.png", mime: "image/png", len: 9,
    sha256: bytes(32), blob, thumb: { ...blob, len: 3, w: 2, h: 1 }, w: 20, h: 10, taken: "2026-11-20T23:04:05-08:00", covered: { boxes: 2, original: "on Noor’s phone" },
  }),
  event(moment, "exhibit", {
    label: "A-002", kind: "described", via: "typed", gate: "described", received: 5, described: { what: "a picture", app: "an app" },
  }),
  event(moment, "contact", { kind: "call", started: 1, service: "Victoria Police", role: "watch_commander", said: "call back", outcomes: ["file_number"], marks: [{ at: 2, code: "file_number" }], after: CASE }),
  event(moment, "number", { kind: "police_file", value: "26-48211", org: "Victoria Police", contact: CASE }),
  event(moment, "statement", { voice: "adult", text: "I saw it.", sha256: bytes(32) }),
  event(moment, "statement", { voice: "young", text: "Later.", sha256: bytes(32), private: { text: "Mine.", sha256: bytes(32) }, after: CASE }),
  event(moment, "outcome", { kind: "closed", on: "2026-11-20", said: "not enough to go on", number: CASE }),
  ...setWaiting(moment, CASE, { quiet: true, write: false }),
  ...setDoors(moment, CASE, { region: "QC", about: ["money"], bank: { state: "done", number: CASE, followup: CASE }, school: { state: "not_needed" } }),
  ...setStatement(moment, CASE, { voice: "young", form: "under18", after: CASE, state: "draft" }),
  ...setPassage(moment, moment.newId(), { of: CASE, kind: "threat", text: "send 500", how: "saw", asked: "who", exhibits: [CASE], private: true, place: "i", removed: false }),
  event(moment, "addition", { of: CASE, text: "later" }),
  event(moment, "correction", { of: CASE, fields: { name: "Roy" } }),
  event(moment, "removed", { of: CASE }),
  event(moment, "link", { a: CASE, b: "ab".repeat(16) }),
  event(moment, "custody", { line: bytes(3) }),
  ...setSupport(moment, CASE, { checked_in: 3 }),
  ...newCall(moment, moment.newId(), { service: "Victoria Police", marks: [{ at: 3, code: "sending" }], promised: "2026-12-01T17:00", after: CASE }),
  ...setNote(moment, moment.newId(), { text: "écrit à 9 h", removed: false }),
  ...setExhibit(moment, CASE, { caption: "the threat", order: "0i", happened: { kind: "between", from: "2026-11-20", to: "2026-11-21T09:00", zone: "America/Toronto" } }),
  ...setNote(moment, moment.newId(), { text: "dated", happened: { kind: "unknown" } }),
  ...setProfile(moment, moment.newId(), { platform: "Kik", username: "x", display: "", removed: false }),
  ...setPhone(moment, CASE, { happened_here: "yes" }),
  ...setCase(moment, CASE, { title: "Noor", audience: "child", archived: false }),
  ...newFollowup(moment, { number: CASE, contact: null, ask: "any news?", due: "2026-12-01T09:00", zone: "America/Toronto", rule: "FREQ=WEEKLY", clock: { kind: "seized", item: "phone", since: "2026-11-20" } }),
];

test("what is written is read back the same", () => {
  assert.deepEqual(readRecords(writeRecords(records)), records);
});

test("ids travel as 16 bytes", () => {
  const wire = writeRecord(records[4]!) as { id: unknown; body: { contact: unknown } };
  assert.ok(wire.id instanceof Uint8Array && wire.id.length === 16);
  assert.deepEqual(wire.body.contact, new Uint8Array(16).fill(0xc0));
});

test("an unknown type, entity, field or key is kept untouched", () => {
  const id = new Uint8Array(16);
  const stamp = { v: 1, at: 1, tz: "UTC" };
  for (const wire of [
    { ...stamp, k: "e", type: "horoscope", id, body: { sign: id } },
    { ...stamp, k: "s", entity: "mood", id, field: "colour", value: [1], hlc: [1, 0] },
    { ...stamp, k: "s", entity: "note", id, field: "constructor", value: 4, hlc: [1, 0] },
    { ...stamp, k: "s", entity: "call", id, field: "marks", value: [{ at: 1, code: "a later word", more: id }], hlc: [1, 0] },
    { ...stamp, k: "s", entity: "call", id, field: "recording", value: 4, hlc: [1, 0] },
    { ...stamp, k: "e", type: "addition", id, body: { of: id, text: "x", later: id }, later: 1 },
  ]) {
    assert.deepEqual(writeRecord(readRecord(wire)), wire);
  }
});

/** Every place in a wire value, as a path. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array || Array.isArray(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]))];
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const map = value as Record<string, unknown>;
  return { ...map, [key]: replaced(map[key], rest, by) };
}

const FREE = new Set(["body.fields.name"]);

const NULLABLE = new Set(["followup.number", "followup.contact", "followup.rule", "followup.clock", "call.promised", "call.number", "call.followup", "call.after", "statement.after", "passage.how", "passage.asked", "doors.region"]);

test("null is refused wherever it is not listed", () => {
  for (const rec of records) {
    const wire = writeRecord(rec);
    for (const path of places(wire)) {
      const nullable = rec.k === "s" && NULLABLE.has(`${rec.entity}.${rec.field}`) && path.join() === "value";
      if (nullable || FREE.has(path.join("."))) continue;
      assert.throws(() => readRecord(replaced(wire, path, null)), ShapeError, `${JSON.stringify(rec)} ${path.join(".")}`);
    }
  }
});

test("any value in any place is read or refused with a ShapeError, never anything else", () => {
  const wires = records.map(writeRecord);
  const anything = fc.oneof(fc.anything(), fc.constantFrom("", "A-000", "2026-02-30T09:00", "FREQ=DAILY;X=1", "Nowhere", -1, 2 ** 60, 1.5, 10n));
  fc.assert(
    fc.property(fc.constantFrom(...wires), fc.nat(), anything, (wire, place, value) => {
      const paths = places(wire);
      const changed = replaced(wire, paths[place % paths.length]!, value);
      try {
        readRecord(changed);
      } catch (error) {
        assert.ok(error instanceof ShapeError, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

test("an op holds 1 to 256 records", () => {
  const wire = writeRecord(records[0]!);
  assert.throws(() => readRecords([]), ShapeError);
  assert.throws(() => readRecords({ 0: wire }), ShapeError);
  assert.equal(readRecords(Array<unknown>(256).fill(wire)).length, 256);
  assert.throws(() => readRecords(Array<unknown>(257).fill(wire)), ShapeError);
});

test("a record that no phone would read is not written", () => {
  const [note] = setNote(moment, "not an id", { text: "x" });
  assert.throws(() => writeRecord(note!), ShapeError);
});
