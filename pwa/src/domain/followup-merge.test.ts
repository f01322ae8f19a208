// Three phones change one follow-up, unknown to each other: once all know of all, the server has what they merged to.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changeFollowup, newFollowup } from "./build.js";
import { type CaseState, type Entry, emptyCase, fold } from "./fold.js";
import type { Followup } from "./followup.js";
import type { Hlc } from "./records.js";

const ID = "f0".repeat(16);
const DEVICES = ["a1", "b2", "c3"].map((letter) => letter.repeat(16));
const STARTED = 1_795_440_000_000;

const what = fc.constantFrom({ state: "done" as const }, { state: "open" as const }, { due: "2026-12-02T09:00" }, { due: "2026-12-03T09:00", snoozed: null }, { ask: "who has it?" }, { rule: "FREQ=WEEKLY" });
const on = fc.nat(2);
const step = fc.oneof(
  fc.record({ type: fc.constant("change" as const), on, what, at: fc.nat(9_999), coalesced: fc.boolean() }),
  fc.record({ type: fc.constant("learn" as const), on, from: on }),
  fc.record({ type: fc.constant("project" as const), on }),
);

interface Row {
  rev: number;
  stands: string | null;
}

const projected = ({ due, dueAt, zone, rule, state }: Followup): string | null => (state === "open" ? JSON.stringify([due, dueAt, zone, rule]) : null);

/** As server/reminders/service.py keeps it: whoever comes second at one rev is not heard. */
class Phone {
  readonly entries = new Map<string, Entry>();
  confirmed = 0;
  hlc: Hlc = [0, 0];
  constructor(readonly device: string) {}

  get state(): CaseState {
    return fold(emptyCase("c0".repeat(16)), this.entries.values());
  }
  get followup(): Followup {
    return this.state.followups.get(ID) ?? assert.fail();
  }
  take(entries: Iterable<Entry>): void {
    for (const entry of entries) {
      if (entry.rec.k !== "s") continue;
      this.entries.set(JSON.stringify(entry), entry);
      if (entry.rec.hlc[0] > this.hlc[0] || (entry.rec.hlc[0] === this.hlc[0] && entry.rec.hlc[1] > this.hlc[1])) this.hlc = entry.rec.hlc;
    }
  }
  moment(at: number): Parameters<typeof changeFollowup>[0] {
    const hlc = (): Hlc => (this.hlc = at > this.hlc[0] ? [at, 0] : [this.hlc[0], this.hlc[1] + 1]);
    return { at, tz: "America/Toronto", device: this.device, newId: () => ID, hlc };
  }
  project(row: Row): void {
    const { followup } = this;
    if (this.confirmed >= followup.rev) return;
    if (row.rev < followup.rev) Object.assign(row, { rev: followup.rev, stands: projected(followup) });
    this.confirmed = row.rev;
  }
}

/** Of changes that wait for one op, an earlier one of the same field is never sent. */
function forget(phone: Phone, unsent: ReadonlySet<string>, fields: ReadonlySet<string>): void {
  for (const [key, { rec, device }] of phone.entries) if (unsent.has(key) && device === phone.device && rec.k === "s" && fields.has(rec.field)) phone.entries.delete(key);
}

test("whatever two phones change at once, and whoever tells the server first, its reminder is the merged follow-up's", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const phones = DEVICES.map((device) => new Phone(device));
      const phone = (index: number): Phone => phones[index] ?? assert.fail();
      const row: Row = { rev: 0, stands: null };
      const unsent = phones.map(() => new Set<string>());
      const born = newFollowup(phone(0).moment(STARTED), { number: null, contact: null, ask: "", due: "2026-12-01T09:00", zone: "America/Toronto", rule: null }, ID);
      for (const one of phones) one.take(born.map((rec) => ({ rec, device: DEVICES[0] ?? "" })));
      for (const one of steps) {
        const mine = phone(one.on);
        if (one.type === "project") mine.project(row);
        else if (one.type === "learn") {
          mine.take(phone(one.from).entries.values());
          unsent[one.from]?.clear();
        } else {
          const made = changeFollowup(mine.moment(STARTED + one.at), mine.followup, one.what).map((rec) => ({ rec, device: mine.device }));
          if (one.coalesced) forget(mine, unsent[one.on] ?? new Set(), new Set(made.map(({ rec }) => rec.field)));
          mine.take(made);
          for (const entry of made) unsent[one.on]?.add(JSON.stringify(entry));
        }
      }
      for (const one of phones) for (const other of phones) one.take(other.entries.values());
      for (const one of phones) one.project(row);
      for (const { followup } of phones) assert.deepEqual([row.rev, row.stands], [followup.rev, projected(followup)]);
      const [first] = phones;
      assert.ok(first !== undefined);
      const before = row.rev;
      for (const one of phones) one.project(row);
      assert.equal(row.rev, before, "nobody goes on raising it");
    }),
    { numRuns: 400, seed: 6 },
  );
});

test("Done on one phone, another date on the other, each at its second change: told in either order, the date that was set later stands", () => {
  for (const order of [[0, 1], [1, 0]]) {
    const [a, b] = [new Phone(DEVICES[0] ?? ""), new Phone(DEVICES[1] ?? "")];
    const row: Row = { rev: 0, stands: null };
    const born = newFollowup(a.moment(STARTED), { number: null, contact: null, ask: "", due: "2026-12-01T09:00", zone: "America/Toronto", rule: null }, ID);
    for (const one of [a, b]) one.take(born.map((rec) => ({ rec, device: a.device })));
    a.take(changeFollowup(a.moment(STARTED + 1), a.followup, { state: "done" }).map((rec) => ({ rec, device: a.device })));
    b.take(changeFollowup(b.moment(STARTED + 2), b.followup, { due: "2026-12-05T09:00", state: "open" }).map((rec) => ({ rec, device: b.device })));
    for (const index of order) [a, b][index]?.project(row);
    for (const [one, other] of [[a, b], [b, a]] as const) one.take(other.entries.values());
    for (const one of [a, b]) one.project(row);
    assert.deepEqual([row.rev, JSON.parse(row.stands ?? "null")], [3, ["2026-12-05T09:00", b.followup.dueAt, "America/Toronto", null]]);
  }
});
