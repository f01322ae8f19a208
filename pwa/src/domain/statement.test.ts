// Statements: saved in pieces by any phones in any order, sealed once, and never changed after.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { event, type Moment, setPassage, setStatement } from "./build.js";
import { type CaseState, foldCase } from "./fold.js";
import type { Id, Rec } from "./records.js";
import vectors from "../../../tests/vectors/statement.json" with { type: "json" };
import { accountOf, earlierVersions, hasLateWords, isBlank, keptParts, lastPlace, type Statement, textsOf, wordsOf } from "./statement.js";
import { readStatement, statementText } from "./statement-text.js";
import { timeline } from "./timeline.js";

const CASE = "c0".repeat(16);
const DEVICES = ["a1".repeat(16), "b2".repeat(16)] as const;
const START = 1_795_440_000_000;
const ID = "0a".repeat(16);
const none = (): undefined => undefined;

function moments(): (after?: number) => Moment {
  let n = 0;
  return (after = 0) => {
    n += 1;
    return { at: START + n + after, tz: "America/Toronto", newId: () => (n * 1000 + 1).toString(16).padStart(32, "0"), hlc: () => [START + n, 0] };
  };
}

const partId = (n: number): Id => `${"0b".repeat(15)}${n.toString(16).padStart(2, "0")}`;

function sealOf(moment: Moment, statement: Statement, id = statement.id): Rec {
  const text = statementText(accountOf(statement, none));
  return event(moment, "statement", { voice: statement.voice, text, sha256: new Uint8Array(32), ...(statement.after === null ? {} : { after: statement.after }) }, id);
}

const folded = (records: readonly Rec[], device: Id = DEVICES[0]): CaseState => foldCase(CASE, records.map((rec) => ({ rec, device })));
const only = (records: readonly Rec[]): Statement => folded(records).statements.get(ID)!;

interface Write {
  readonly part: number;
  readonly text: string;
  readonly how: "saw" | "told" | null;
  readonly threat: boolean;
  readonly removed: boolean;
}

const writes: fc.Arbitrary<readonly Write[]> = fc.array(
  fc.record({ part: fc.integer({ min: 1, max: 4 }), text: fc.string(), how: fc.constantFrom("saw" as const, "told" as const, null), threat: fc.boolean(), removed: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
);

function written(given: readonly Write[], at: (after?: number) => Moment): readonly Rec[] {
  const records: Rec[] = [...setStatement(at(), ID, { voice: "young", form: "adult", state: "draft" })];
  for (const { part, text, how, threat, removed } of given) {
    records.push(...setPassage(at(), partId(part), { of: ID, kind: threat ? "threat" : "passage", text, how, place: String(part), removed }));
  }
  return records;
}

test("what is sealed says every kept word of the draft, once, in its place", () => {
  fc.assert(
    fc.property(writes, (given) => {
      const statement = only(written(given, moments()));
      const kept = keptParts(statement).filter(({ words }) => words.trim() !== "");
      const sealed = readStatement(statementText(accountOf(statement, none)))!;
      assert.deepEqual(sealed.parts.map(({ words }) => words), kept.map(({ words }) => words));
      assert.equal(isBlank(statement), kept.length === 0);
      for (const { kind, how } of sealed.parts) if (kind === "threat") assert.equal(how, null);
    }),
    { numRuns: 500 },
  );
});

test("nothing that comes after a seal changes what was sealed: no word, no correction, no second seal", () => {
  fc.assert(
    fc.property(writes, writes, fc.string(), (before, after, corrected) => {
      const at = moments();
      const records = written(before, at);
      const sealed = sealOf(at(), only(records));
      const text = (sealed as { body: { text: string } }).body.text;
      const later: readonly Rec[] = [
        ...written(after, at),
        event(at(), "correction", { of: ID, fields: { text: corrected, sha256: null, voice: "adult" } }),
        event({ ...at(), at: START + 1_000_000 }, "statement", { voice: "adult", text: `${text}more`, sha256: new Uint8Array(32) }, ID),
        ...setStatement(at(), ID, { state: "draft" }),
      ];
      for (const all of [[...records, sealed, ...later], [...later, sealed, ...records].toReversed()]) {
        const state = folded(all);
        assert.equal(state.statements.get(ID)!.sealed!.body.text, text);
        assert.equal(timeline(state).filter(({ kind }) => kind === "statement").length, 1);
      }
    }),
    { numRuns: 300 },
  );
});

test("words saved on another phone after the seal are neither lost nor slipped in: they are told", () => {
  const at = moments();
  const records = [...setStatement(at(), ID, { voice: "adult", form: "adult", state: "draft" }), ...setPassage(at(), partId(1), { of: ID, text: "It began on Thursday.", place: "i" })];
  const seal = sealOf(at(), only(records));
  assert.equal(hasLateWords(only([...records, seal]), none), false);
  const late = setPassage(at(), partId(2), { of: ID, text: "He has a second account.", place: "r" });
  const statement = only([...records, seal, ...late]);
  assert.equal(hasLateWords(statement, none), true);
  assert.ok(!wordsOf(statement).includes("second account"));
  assert.ok(accountOf(statement, none).parts.some(({ words }) => words.includes("second account")));
});

test("a draft in which nothing is written is in no list; one in which something is, is", () => {
  const at = moments();
  const begun = setStatement(at(), ID, { voice: "young", form: "under18", state: "draft" });
  const blank = [...begun, ...setPassage(at(), partId(1), { of: ID, text: " \n", place: "i" })];
  assert.deepEqual(timeline(folded(blank)), []);
  const words = [...blank, ...setPassage(at(), partId(1), { text: "tyler.16" })];
  assert.deepEqual(timeline(folded(words)).map(({ kind, at: when }) => [kind, when]), [["statement", START + 1]]);
  assert.deepEqual(timeline(folded([...words, ...setStatement(at(), ID, { state: "dropped" })])), []);
});

test("exhibits stand in the sealed text by their labels, each once, whether or not they were removed since", () => {
  const at = moments();
  const records = [...setStatement(at(), ID, { voice: "adult", form: "adult" }), ...setPassage(at(), partId(1), { of: ID, text: "x", exhibits: [partId(7), partId(8), partId(7)], place: "i" })];
  const account = accountOf(only(records), (id) => (id === partId(7) ? "A-001" : undefined));
  assert.deepEqual(account.parts[0]!.exhibits, ["A-001"]);
});

test("a new part goes after all others, however many there are", () => {
  let parts: readonly { readonly place: string }[] = [];
  for (let n = 0; n < 300; n += 1) {
    const place = lastPlace({ parts } as unknown as Statement);
    assert.ok(parts.every((part) => part.place < place));
    parts = [...parts, { place }];
  }
});

test("the versions before one are found, the first one first, and a ring of them ends", () => {
  const one = (id: Id, after: Id | null): Statement => ({ ...only(setStatement(moments()(), ID, { voice: "adult", form: "adult" })), id, after });
  const [a, b, c] = [one("a", null), one("b", "a"), one("c", "b")];
  const all = new Map([a, b, c].map((each) => [each.id, each]));
  assert.deepEqual(earlierVersions(all, c).map(({ id }) => id), ["a", "b"]);
  const ring = new Map([one("a", "c"), b, c].map((each) => [each.id, each]));
  assert.deepEqual(earlierVersions(ring, c).map(({ id }) => id), ["a", "b"]);
});

test("a sealed version whose draft never came is shown all the same", () => {
  const text = statementText({ voice: "young", form: "under18", parts: [{ kind: "passage", words: "tyler.16", how: null, asked: null, exhibits: [] }] });
  const state = folded([event(moments()(), "statement", { voice: "young", text, sha256: new Uint8Array(32) }, ID)]);
  assert.equal(wordsOf(state.statements.get(ID)!), "tyler.16");
  assert.equal(state.statements.get(ID)!.voice, "young");
});

for (const { note, account, ...sealed } of vectors.private) {
  test(note, () => {
    const at = moments();
    const parts = account.parts.flatMap(({ kind, words, how, exhibits, ...part }, n) =>
      setPassage(at(), partId(n), { of: ID, kind: kind as "passage", text: words, how: how as "saw" | null, exhibits, private: part.private, place: String(n + 1) }),
    );
    const records = [...setStatement(at(), ID, { voice: account.voice as "adult", form: account.form as "adult" }), ...parts];
    const texts = textsOf(only(records), (label) => label);
    assert.deepEqual(texts, sealed);
    const secret = texts.private === null ? {} : { private: { text: texts.private, sha256: new Uint8Array(32) } };
    const seal = event(at(), "statement", { voice: account.voice, text: texts.text, sha256: new Uint8Array(32), ...secret }, ID);
    assert.equal(hasLateWords(only([...records, seal]), (label) => label), false);
    for (const { words } of account.parts) assert.ok(wordsOf(only([...records, seal])).includes(words));
  });
}
