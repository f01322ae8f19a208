// The fold: the published vectors, and any order or repeat of the records gives one state.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import vectors from "../../../tests/vectors/fold.json" with { type: "json" };
import { event, type Moment } from "./build.js";
import { canonical } from "./canonical.js";
import { type CaseState, emptyCase, type Entry, fold, foldCase } from "./fold.js";
import { emptyHome, foldHome } from "./home.js";
import type { ExhibitBody, Rec } from "./records.js";

const CASE = "c0".repeat(16);
const DEVICES = ["a1".repeat(16), "b2".repeat(16), "c3".repeat(16)];
const START = 1_795_440_000_000;
const MOMENT: Moment = { at: START, tz: "America/Toronto", newId: () => "02".repeat(16), hlc: () => [START, 0] };

function what(body: ExhibitBody): string | null {
  return body.kind === "described" ? body.described.what : null;
}

/** The vectors' summary of a state. */
function summary(state: CaseState): unknown {
  const exhibits = [...state.exhibits].map(([id, { label, body, first, removed }]) => {
    const changed = what(first) === what(body) ? {} : { first: what(first) };
    return [id, { label, what: what(body), ...changed, removed }];
  });
  const notes = [...state.notes].map(([id, { text, versions, removed }]) => [id, { text, versions: versions.map(({ value }) => value), removed }]);
  const calls = [...state.calls].map(([id, call]) => [id, Object.fromEntries(Object.entries(call).filter(([name]) => name !== "id"))]);
  const custody = [...state.custody].map(([device, { lines }]) => [device, lines.map((line) => new TextDecoder().decode(line))]);
  const followups = [...state.followups].map(([id, { due, rule, snoozed, dueAt, rev }]) => [id, { due, rule, snoozed, dueAt, rev }]);
  return Object.fromEntries(Object.entries({ exhibits, notes, calls, custody, followups }).map(([name, pairs]) => [name, Object.fromEntries(pairs) as unknown]));
}

/** The vectors write a line as the text it is, and a key in hexadecimal. */
function read(entries: readonly { readonly device: string; readonly rec: object }[]): readonly Entry[] {
  const bytes = (key: string, value: unknown): unknown =>
    key === "line" && typeof value === "string" ? new TextEncoder().encode(value) : key === "ck" && typeof value === "string" ? Uint8Array.from(Buffer.from(value, "hex")) : value;
  const opened = ({ device, rec }: (typeof entries)[number]): Entry => {
    const { body, ...rest } = rec as { readonly body?: object };
    const told = body === undefined ? {} : { body: Object.fromEntries(Object.entries(body).map(([key, value]) => [key, bytes(key, value)])) };
    return { device, rec: { ...rest, ...told } as Rec };
  };
  return entries.map(opened);
}

for (const { note, entries, ...expected } of vectors.cases) {
  test(note, () => {
    const wanted = { calls: {}, custody: {}, followups: {}, ...expected };
    assert.deepEqual(summary(foldCase(CASE, read(entries))), wanted);
    assert.deepEqual(summary(foldCase(CASE, read(entries.toReversed()))), wanted);
  });
}

for (const { note, entries, cases } of vectors.home) {
  test(note, () => {
    for (const order of [entries, entries.toReversed()]) {
      const found = foldHome(emptyHome("00".repeat(16)), read(order)).cases;
      assert.deepEqual(found.map(({ id, title, archived, labels, key }) => ({ id, title, archived, labels, ck: Buffer.from(key).toString("hex") })), cases);
    }
  });
}

const ids = fc.integer({ min: 1, max: 6 }).map((n) => n.toString(16).padStart(32, "0"));
const ats = fc.integer({ min: START, max: START + 4 });
const stamp = { v: 1 as const, tz: "America/Toronto" };

const events: fc.Arbitrary<Rec> = fc.oneof(
  fc.tuple(ids, ats, fc.constantFrom("A-001", "B-001")).map(([id, at, label]) => ({
    ...stamp, k: "e" as const, at, type: "exhibit" as const, id,
    body: { label, kind: "described" as const, via: "typed" as const, gate: "described" as const, received: at, described: { what: label } },
  })),
  fc.tuple(ids, ats, fc.string()).map(([id, at, value]) => ({
    ...stamp, k: "e" as const, at, type: "number" as const, id, body: { kind: "police_file" as const, value, org: "Victoria Police" },
  })),
  fc.tuple(ids, ats, fc.uint8Array({ maxLength: 3 })).map(([id, at, line]) => ({ ...stamp, k: "e" as const, at, type: "custody" as const, id, body: { line } })),
  fc.tuple(ids, ats, ids).map(([id, at, of]) => ({ ...stamp, k: "e" as const, at, type: "removed" as const, id, body: { of } })),
  fc.tuple(ids, ats, ids, fc.string()).map(([id, at, of, said]) => ({ ...stamp, k: "e" as const, at, type: "correction" as const, id, body: { of, fields: { said } } })),
  fc.tuple(ids, ats, ids, fc.string()).map(([id, at, of, text]) => ({ ...stamp, k: "e" as const, at, type: "addition" as const, id, body: { of, text } })),
);

const fields = fc.oneof(
  fc.tuple(fc.constant("note" as const), fc.constant("text"), fc.string({ maxLength: 3 })),
  fc.tuple(fc.constant("note" as const), fc.constant("removed"), fc.boolean()),
  fc.tuple(fc.constant("followup" as const), fc.constant("due"), fc.constantFrom("2026-12-01T09:00", "2026-12-02T09:00")),
  fc.tuple(fc.constant("followup" as const), fc.constant("zone"), fc.constantFrom("America/Toronto", "America/Halifax")),
  fc.tuple(fc.constant("exhibit" as const), fc.constant("caption"), fc.string({ maxLength: 3 })),
);

const setRecords: fc.Arbitrary<Rec> = fc
  .tuple(ids, ats, fields, fc.integer({ min: START, max: START + 2 }), fc.integer({ min: 0, max: 1 }))
  .map(([id, at, [entity, field, value], wall, counter]) => ({ ...stamp, k: "s" as const, at, entity, id, field, value, hlc: [wall, counter] as const }));

const logs = fc.array(fc.record({ rec: fc.oneof(events, setRecords), device: fc.constantFrom(...DEVICES) }), { maxLength: 25 });

/** Everything but the log's own maps, whose order of keys is nobody's business. */
function shown(state: CaseState): string {
  const rest = Object.entries(state as unknown as Record<string, unknown>).filter(([key]) => key !== "log");
  return canonical(rest.map(([key, value]) => [key, value instanceof Map ? [...value as Map<string, unknown>] : value]));
}

test("any order gives the same state", () => {
  fc.assert(
    fc.property(
      logs.chain((log) => fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length }))),
      ([log, shuffled]) => assert.equal(shown(foldCase(CASE, shuffled)), shown(foldCase(CASE, log))),
    ),
    { numRuns: 500 },
  );
});

test("folding in pieces, with repeats, gives the state of the whole", () => {
  fc.assert(
    fc.property(logs, fc.nat({ max: 25 }), (log, cut) => {
      const pieces = [log.slice(0, cut), log.slice(Math.max(0, cut - 3))];
      const piecemeal = pieces.reduce(fold, emptyCase(CASE));
      assert.equal(shown(piecemeal), shown(foldCase(CASE, log)));
    }),
    { numRuns: 1000 },
  );
});

test("an event whose place another type takes is gone from its own list", () => {
  const id = "01".repeat(16);
  const device = DEVICES[0]!;
  const exhibit = event({ ...MOMENT, at: START + 1 }, "exhibit", { label: "A-001", kind: "described", via: "typed", gate: "described", received: START, described: { what: "x" } }, id);
  const number = event(MOMENT, "number", { kind: "police_file", value: "26-48211", org: "Victoria Police" }, id);
  const state = fold(foldCase(CASE, [{ rec: exhibit, device }]), [{ rec: number, device }]);
  assert.deepEqual([state.exhibits.size, state.numbers.size], [0, 1]);
});

test("no earlier version of a note is ever lost", () => {
  fc.assert(
    fc.property(logs, (log) => {
      const { notes } = foldCase(CASE, log);
      for (const { rec } of log) {
        if (rec.k !== "s" || rec.entity !== "note" || rec.field !== "text") continue;
        assert.ok(notes.get(rec.id)?.versions.some(({ value }) => value === rec.value));
      }
    }),
  );
});

test("the home log gives cases with their first keys, names and settings", () => {
  const key = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
  const device = DEVICES[0]!;
  const made = (at: number, id: string, of: string, ck: Uint8Array): Entry => ({
    device, rec: { ...stamp, k: "e", at, type: "case_key", id, body: { case: of, epoch: 1, ck } },
  });
  const put = (entity: "case" | "settings", id: string, field: string, value: string | boolean): Entry => ({
    device, rec: { ...stamp, k: "s", at: START, entity, id, field, value, hlc: [START, 0] },
  });
  const home = "00".repeat(16);
  const entries = [
    made(START + 9, "e2".repeat(16), CASE, key(2)),
    made(START, "e1".repeat(16), CASE, key(1)),
    put("case", CASE, "title", "Noor"),
    put("case", CASE, "archived", true),
    put("settings", home, "neutral_words", "Water the plants"),
  ];
  const state = foldHome(emptyHome(home), entries);
  assert.deepEqual(state.cases, [{ id: CASE, title: "Noor", audience: null, archived: true, created: START, labels: {}, key: key(1) }]);
  assert.equal(state.neutralWords, "Water the plants");
  assert.equal(state.login, null);
  assert.deepEqual(foldHome(emptyHome(home), entries.toReversed()).cases, state.cases);
});
