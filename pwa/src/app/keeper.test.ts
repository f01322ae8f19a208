// Whatever is typed, however slow or full the phone: the last of each field is kept, in order, one save at a time.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Keeper } from "./keeper.js";

const words = fc.record({ field: fc.constantFrom("said", "name", "badge"), text: fc.string(), pause: fc.boolean(), fails: fc.boolean() });

test("what was typed last is what is kept, though saves are slow and some fail", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 25 }), async (typed) => {
      const kept: Record<string, unknown> = {};
      const failures: (string | null)[] = [];
      let together = 0;
      let failing = false;
      const keeper = new Keeper<Record<string, string>>(
        async (change) => {
          together += 1;
          assert.equal(together, 1);
          await Promise.resolve();
          together -= 1;
          if (failing) return { ok: false, type: "full" };
          Object.assign(kept, change);
          return { ok: true, value: null };
        },
        (failure) => failures.push(failure),
      );
      const last: Record<string, string> = {};
      for (const { field, text, pause, fails } of typed) {
        failing = fails;
        keeper.keep({ [field]: text });
        last[field] = text;
        if (pause) await new Promise(setImmediate);
      }
      failing = false;
      while (!(await keeper.settled()));
      assert.deepEqual(kept, last);
      assert.equal(failures.at(-1), null);
    }),
    { numRuns: 200 },
  );
});

test("a failure is told, and settled says that it is not kept", async () => {
  const told: unknown[] = [];
  const keeper = new Keeper<Record<string, string>>(() => Promise.resolve({ ok: false, type: "full" } as const), (failure) => told.push(failure));
  keeper.keep({ said: "x" });
  assert.equal(await keeper.settled(), false);
  assert.ok(told.includes("full"));
});

test("asking whether all is settled while nothing waits keeps nothing from being saved later", async () => {
  const kept: unknown[] = [];
  const keeper = new Keeper<Record<string, string>>((change) => Promise.resolve({ ok: true, value: kept.push(change) } as const), () => undefined);
  assert.equal(await keeper.settled(), true);
  keeper.keep({});
  assert.equal(await keeper.settled(), true);
  keeper.keep({ said: "x" });
  assert.equal(await keeper.settled(), true);
  assert.deepEqual(kept, [{ said: "x" }]);
});
