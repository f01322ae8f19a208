// Records survive CBOR as they were, ids become bytes, and what is not sound is refused whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeCbor, decodeCbor } from "../crypto/cbor.js";
import { isRefusal } from "../crypto/refusal.js";
import { changeFollowup, event, type Moment, newFollowup, setNote } from "../domain/build.js";
import { decodePayload, encodePayload } from "./record-codec.js";

let ids = 0;
const moment: Moment = { at: 1_795_440_000_000, tz: "America/Toronto", off: -250, newId: () => (ids += 1).toString(16).padStart(32, "0"), hlc: () => [1_795_440_000_000, ids] };
const b = (length: number): Uint8Array => new Uint8Array(length).fill(7);
const blob = { id: "ab".repeat(16), key: b(32), hdr: b(64), commit: b(32), chunks: b(32) };

const RECORDS = [
  event(moment, "case_key", { case: "cd".repeat(16), epoch: 1, ck: b(32) }),
  event(moment, "exhibit", { label: "A-001", kind: "file", via: "picker", gate: "clear", received: 1, mime: "image/png", len: 3, sha256: b(32), blob, thumb: { ...blob, len: 2, w: 3, h: 4 } }),
  event(moment, "number", { kind: "police_file", value: "ab".repeat(16), org: "VPD", contact: "ef".repeat(16) }),
  event(moment, "correction", { of: "ef".repeat(16), fields: { contact: "ef".repeat(16), value: "x" } }),
  ...setNote(moment, "01".repeat(16), { text: "ab".repeat(16) }),
  ...newFollowup(moment, { number: "ab".repeat(16), contact: null, ask: "", due: "2026-12-01T09:00", zone: "America/Halifax", rule: null }),
  ...changeFollowup({ ...moment, device: "d1".repeat(16) }, { id: "ab".repeat(16), counts: new Map([["d1".repeat(16), 1]]) }, { state: "done" }),
];

test("records come back as they went in", () => {
  assert.deepEqual(decodePayload(encodePayload(RECORDS)), RECORDS);
});

test("ids travel as 16 bytes, texts that look like ids as texts", () => {
  const [key, , number, , note] = decodeCbor(encodePayload(RECORDS)) as { id: unknown; body: Record<string, unknown>; value: unknown }[];
  assert.ok(key!.id instanceof Uint8Array && key!.body["case"] instanceof Uint8Array && number!.body["contact"] instanceof Uint8Array);
  assert.equal(number!.body["value"], "ab".repeat(16));
  assert.equal(note!.value, "ab".repeat(16));
});

const stamp = { v: 1, at: 1, tz: "UTC" };
const set = { ...stamp, k: "s", entity: "note", id: b(16), field: "text", value: "x", hlc: [1, 0] };
const gone = { ...stamp, k: "e", type: "removed", id: b(16), body: { of: b(16) } };

test("what nobody knows yet is kept untouched", () => {
  const unknown = [{ ...gone, type: "later", body: { anything: b(16) } }, { ...set, entity: "later" }, { ...set, field: "later", value: [1] }, { ...gone, more: 1 }];
  for (const record of unknown) assert.equal(decodePayload(encodeCbor([record])).length, 1);
});

const BAD: Readonly<Record<string, unknown>> = {
  "no array": set,
  empty: [],
  "too many": Array.from({ length: 257 }, () => set),
  "no map": [1],
  "another version": [{ ...set, v: 2 }],
  "another kind": [{ ...set, k: "x" }],
  "no time": [{ ...set, at: -1 }],
  "no zone": [{ ...set, tz: "Nowhere/Land" }],
  "a short id": [{ ...set, id: b(15) }],
  "a clock of one": [{ ...set, hlc: [1] }],
  "a value of another type": [{ ...set, value: 1 }],
  "no value": [{ ...stamp, k: "s", entity: "later", id: b(16), field: "text", hlc: [1, 0] }],
  "a body that is not one": [{ ...gone, body: { of: "text" } }],
  "a label of its own": [{ ...gone, type: "exhibit", body: { label: "first", kind: "described", via: "typed", gate: "described", received: 1, described: { what: "x" } } }],
};
for (const [name, value] of Object.entries(BAD)) {
  test(`refused: ${name}`, () => {
    assert.throws(() => decodePayload(encodeCbor(value)), (error) => isRefusal(error, "schema"));
  });
}
