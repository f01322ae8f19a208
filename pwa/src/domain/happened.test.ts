// When it happened: every answer that a person can give, and what a form must ask again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { happenedFrom, happenedShape } from "./happened.js";
import { ShapeError } from "./shape.js";

const ZONE = "America/Vancouver";

test("a day, a minute, about, between and “I don’t know” are answers", () => {
  assert.deepEqual(happenedFrom("exact", "2026-11-20T23:04", "", ZONE), { kind: "exact", from: "2026-11-20T23:04", zone: ZONE });
  assert.deepEqual(happenedFrom("about", "2026-11-20", "", ZONE), { kind: "about", from: "2026-11-20", zone: ZONE });
  assert.deepEqual(happenedFrom("between", "2026-11-20T23:04", "2026-11-20", ZONE), { kind: "between", from: "2026-11-20T23:04", to: "2026-11-20", zone: ZONE });
  assert.deepEqual(happenedFrom("unknown", "2026-11-20", "nonsense", ZONE), { kind: "unknown" });
});

test("what a form still lacks is named", () => {
  assert.equal(happenedFrom("exact", "", "", ZONE), "from_missing");
  assert.equal(happenedFrom("exact", "2026-13-40", "", ZONE), "from_form");
  assert.equal(happenedFrom("between", "2026-11-20", "", ZONE), "to_missing");
  assert.equal(happenedFrom("between", "2026-11-20", "tomorrow", ZONE), "to_form");
  assert.equal(happenedFrom("between", "2026-11-21", "2026-11-20T23:00", ZONE), "order");
});

test("another phone's answer is read as it was written, and nothing else is let in", () => {
  const given = { kind: "between", from: "2026-11-20", to: "2026-11-21", zone: ZONE, later: 1 };
  assert.deepEqual(happenedShape.read(given), given);
  for (const bad of [{}, { kind: "soon" }, { kind: "exact", from: "yesterday" }, { kind: "exact", from: "2026-11-20", zone: "Mars" }]) {
    assert.throws(() => happenedShape.read(bad), ShapeError);
  }
});
