// When rounds run: soon after a change, every half minute, later and later while they fail.
import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffMs } from "./backoff.js";
import { DONE, type Step, stopped } from "./context.js";
import { schedule } from "./schedule.js";

interface Planned {
  readonly act: () => void;
  readonly ms: number;
}

function clock(): { readonly later: (act: () => void, ms: number) => () => void; readonly planned: () => Planned | undefined; readonly fire: () => Promise<void> } {
  let next: Planned | undefined;
  const later = (act: () => void, ms: number): (() => void) => {
    const mine = (next = { act, ms });
    return () => {
      if (next === mine) next = undefined;
    };
  };
  const fire = async (): Promise<void> => {
    const { act } = next ?? assert.fail("nothing planned");
    act();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { later, planned: () => next, fire };
}

test("failures wait longer each time, and never less than the server asked", async () => {
  const { later, planned, fire } = clock();
  let outcome: Step = stopped({ type: "offline" });
  const rounds = schedule({ round: () => Promise.resolve(outcome), later, chance: () => 0, now: () => 0 });
  rounds.start();
  assert.equal(planned()?.ms, 250);
  const waits: (number | undefined)[] = [];
  for (let i = 0; i < 3; i += 1) {
    await fire();
    waits.push(planned()?.ms);
  }
  assert.deepEqual(waits, [2_500, 5_000, 10_000]);
  rounds.soon();
  assert.equal(planned()?.ms, 10_000);
  outcome = stopped({ type: "refused", status: 429, code: "rate_limited", problem: {}, retryAfterMs: 60_000 });
  await fire();
  assert.equal(planned()?.ms, 60_000);
  outcome = DONE;
  await fire();
  assert.equal(planned()?.ms, 30_000);
  rounds.stop();
  assert.equal(planned(), undefined);
});

test("a change during a round makes one more, not two at once", async () => {
  const { later } = clock();
  let running = 0;
  let rounds = 0;
  const made = schedule({
    round: async () => {
      running += 1;
      assert.equal(running, 1);
      rounds += 1;
      if (rounds === 1) {
        made.soon();
        made.soon();
      }
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return DONE;
    },
    later,
    chance: () => 0,
    now: () => 0,
  });
  await Promise.all([made.now(), made.now()]);
  assert.equal(rounds, 2);
});

test("phones do not come back in step, nor later than ten minutes", () => {
  assert.ok(backoffMs(3, 0, null) < backoffMs(3, 0.9, null));
  assert.ok(backoffMs(50, 0.999, null) <= 600_000);
});

test("a round that throws is told to the page and tried again", async () => {
  const { later, planned } = clock();
  const rounds = schedule({ round: () => Promise.reject(new TypeError("a bug")), later, chance: () => 0, now: () => 0 });
  rounds.start();
  await assert.rejects(rounds.now(), TypeError);
  assert.equal(planned()?.ms, 2_500);
});

test("coming back to the page does not undercut what the server asked for", async (t) => {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  Object.assign(globalThis, { document: page, addEventListener: page.addEventListener.bind(page) });
  t.after(() => {
    Reflect.deleteProperty(globalThis, "document");
    Reflect.deleteProperty(globalThis, "addEventListener");
  });
  const { later, planned, fire } = clock();
  let at = 1_000;
  let outcome: Step = stopped({ type: "refused", status: 429, code: "rate_limited", problem: {}, retryAfterMs: 60_000 });
  const rounds = schedule({ round: () => Promise.resolve(outcome), later, chance: () => 0, now: () => at });
  rounds.start();
  await fire();
  at += 20_000;
  page.dispatchEvent(new Event("focus"));
  assert.equal(planned()?.ms, 40_000);
  rounds.soon();
  assert.equal(planned()?.ms, 40_000);
  outcome = stopped({ type: "offline" });
  await fire();
  page.dispatchEvent(new Event("online"));
  assert.equal(planned()?.ms, 250);
});

test("what one log is refused does not hold up the next change", async () => {
  const { later, planned } = clock();
  const rounds = schedule({ round: () => Promise.resolve(stopped({ type: "refused", status: 507, code: "quota", problem: {}, retryAfterMs: null })), later, chance: () => 0, now: () => 0 });
  rounds.start();
  await rounds.now();
  assert.equal(planned()?.ms, 2_500);
  rounds.soon();
  assert.equal(planned()?.ms, 250);
});

test("whoever asks during a round that goes without a network gets one after it; a change does not", async () => {
  const { later } = clock();
  let rounds = 0;
  const made = schedule({
    round: async () => {
      rounds += 1;
      made.soon();
      await new Promise((resolve) => setImmediate(resolve));
      return stopped({ type: "offline" });
    },
    later,
    chance: () => 0,
    now: () => 0,
  });
  await Promise.all([made.now(), made.now()]);
  assert.equal(rounds, 2);
  await made.now();
  assert.equal(rounds, 3);
});
