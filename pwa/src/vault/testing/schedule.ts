// Random days of three phones: offline, killed between any two writes, two tabs, wrong clocks, a server restarted or restored. At the end all have the same, and nothing that was saved is lost.
import assert from "node:assert/strict";
import fc from "fast-check";
import { sha256 } from "../../crypto/hash.js";
import { checkChain } from "../../domain/custody.js";
import { sharedLabels } from "../../domain/labels.js";
import { capture, dieAfter, type Driven, driven, edit, lockAndUnlock, newCase, PASSPHRASE, restart, type Said, seen, startApp } from "./fleet.js";
import { must } from "./phone.js";
import type { Restorable } from "./restorable.js";

type What =
  | { readonly type: "edit"; readonly which: number; readonly again: boolean }
  | { readonly type: "capture" | "other_tab"; readonly which: number }
  | { readonly type: "crash"; readonly writes: number }
  | { readonly type: "flaky"; readonly requests: number; readonly after: boolean }
  | { readonly type: "clock"; readonly by: number }
  | { readonly type: "case" | "sync" | "offline" | "online" | "keep" | "restore" | "restart_server" | "reopen" | "lock" | "rewound" };
export type Step = What & { readonly on: 0 | 1 | 2 };

/** Steps of the longest day. */
const LONGEST = Number(process.env["LONGEST_DAY"] ?? 9);
const which = fc.nat(3);
const what: fc.Arbitrary<What> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant("edit" as const), which, again: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("capture" as const), which }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("other_tab" as const), which }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("crash" as const), writes: fc.nat(14) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("flaky" as const), requests: fc.nat(9), after: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("clock" as const), by: fc.integer({ min: -90_000_000, max: 90_000_000 }) }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constantFrom("sync" as const, "sync" as const, "sync" as const, "offline" as const, "online" as const, "case" as const, "reopen" as const, "lock" as const) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom("keep" as const, "restore" as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("rewound" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("restart_server" as const) }) },
);
export const schedule: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.tuple(what, fc.constantFrom(0 as const, 1 as const, 2 as const)).map(([step, on]): Step => ({ ...step, on })),
  { minLength: 3, maxLength: LONGEST },
);

interface Day {
  readonly phones: readonly Driven[];
  readonly said: Said[];
  readonly account: string;
  readonly server: Restorable;
  kept: boolean;
}

let names = 0;
const unique = (): string => `${String((names += 1))} words`;

/** Whatever happens to a step, the app survives it: only storage that is gone may reach the caller. */
async function anyhow(act: () => Promise<unknown>): Promise<void> {
  await act().catch((error: unknown) => assert.ok(error instanceof DOMException, String(error)));
}

async function crash(day: Day, one: Driven, writes: number): Promise<void> {
  const restore = dieAfter(one, writes);
  try {
    await anyhow(() => edit(one.vault, day.said, unique(), writes, writes % 2 === 0));
    await anyhow(() => capture(one.vault, day.said, unique(), writes));
    await anyhow(() => one.vault.syncNow());
    await anyhow(() => one.vault.lock());
  } finally {
    restore();
  }
  await restart(one);
}

async function flaky(one: Driven, requests: number, afterwards: boolean): Promise<void> {
  let left = requests;
  one.way.cut = () => (left-- > 0 ? null : afterwards ? "after" : "before");
  await one.vault.syncNow();
  one.way.cut = null;
}

async function otherTab(day: Day, one: Driven, place: number): Promise<void> {
  const tab = await startApp(one);
  await Promise.all([edit(tab, day.said, unique(), place, false), edit(one.vault, day.said, unique(), place, true), capture(tab, day.said, unique(), place)]);
  await Promise.all([tab.syncNow(), one.vault.syncNow()]);
  await restart(one);
}

async function serverStep(day: Day, type: "keep" | "restore" | "restart_server"): Promise<void> {
  if (type === "keep") await day.server.keep(day.account);
  if (type === "restore" && day.kept) await day.server.restore(day.account);
  day.kept ||= type === "keep";
  if (type === "restart_server") await day.server.restart();
}

/** A restored backup between two phones: what the one sent is gone when the other sends. */
async function rewound(day: Day, one: Driven, other: Driven): Promise<void> {
  await day.server.keep(day.account);
  day.kept = true;
  for (const phone of [one, other]) {
    await edit(phone.vault, day.said, unique(), 0, false);
    await capture(phone.vault, day.said, unique(), 0);
    await phone.vault.syncNow();
    if (phone === one) await day.server.restore(day.account);
  }
}

async function take(day: Day, step: Step): Promise<void> {
  const one = day.phones[step.on];
  assert.ok(one !== undefined);
  if (step.type === "edit") await edit(one.vault, day.said, unique(), step.which, step.again);
  else if (step.type === "capture") await capture(one.vault, day.said, unique(), step.which);
  else if (step.type === "other_tab") await otherTab(day, one, step.which);
  else if (step.type === "case") await newCase(one.vault, day.said, unique());
  else if (step.type === "crash") await crash(day, one, step.writes);
  else if (step.type === "flaky") await flaky(one, step.requests, step.after);
  else if (step.type === "clock") one.skew += step.by;
  else if (step.type === "sync") await one.vault.syncNow();
  else if (step.type === "reopen") await restart(one);
  else if (step.type === "lock") await lockAndUnlock(one);
  else if (step.type === "rewound") await rewound(day, one, day.phones[(step.on + 1) % 3] ?? one);
  else if (step.type === "offline" || step.type === "online") one.way.cut = step.type === "offline" ? () => "before" : null;
  else await serverStep(day, step.type);
}

/** What a person does who reads the screen: signs in again, goes on after a fork. True when there was something to do. */
async function attend(one: Driven): Promise<boolean> {
  await one.vault.syncNow();
  const forked = [...one.vault.forked.value].sort((a, b) => Number(a.caseTitle !== null) - Number(b.caseTitle !== null));
  for (const { log, caseTitle } of forked) must(await one.vault.continueForked(log, `${caseTitle ?? ""} (went on)`));
  const { problem, onlyHere } = one.vault.sync.value;
  if (problem === "signed_out") await restart(one);
  return forked.length > 0 || problem !== null || onlyHere > 0;
}

async function settle(day: Day): Promise<void> {
  for (const one of day.phones) {
    one.way.cut = null;
    await restart(one);
  }
  for (let quiet = 0, rounds = 0; quiet < 2; rounds += 1) {
    const views = day.phones.map(({ vault }) => JSON.stringify([vault.sync.value.problem, vault.forked.value, vault.sync.value.onlyHere]));
    assert.ok(rounds < 14, `never quiet: ${views.join(" ")}`);
    let busy = false;
    for (const one of day.phones) busy = (await attend(one)) || busy;
    quiet = busy ? 0 : quiet + 1;
  }
}

async function nothingLost(day: Day, one: Driven): Promise<void> {
  const { vault } = one;
  const notes = new Set<string>();
  const exhibits = new Set<string>();
  for (const { id } of vault.cases.value) {
    await vault.switchCase(id);
    const state = vault.current.value;
    assert.ok(state !== null);
    assert.equal(sharedLabels(state.exhibits.values()).size, 0);
    for (const [key, versions] of state.log.fields) for (const { rec } of versions) if (typeof rec.value === "string") notes.add(`${key} ${rec.value}`);
    for (const exhibit of state.exhibits.values()) exhibits.add(`${exhibit.id} ${exhibit.label}`);
    for (const { lines } of state.custody.values()) assert.deepEqual((await checkChain(lines, sha256)).ok, true);
    for (const { id: exhibit } of state.exhibits.values()) must(await vault.picture(id, exhibit, "original"));
  }
  const latest = new Map(day.said.filter(({ kind }) => kind === "note").map(({ id, what: words }) => [id, words]));
  const cases = new Set(vault.cases.value.map(({ id }) => id));
  for (const { kind, id, what: name } of day.said) {
    if (kind === "case") assert.ok(cases.has(id), `case ${name}`);
    if (kind === "exhibit") assert.ok(exhibits.has(`${id} ${name}`), `exhibit ${name}`);
  }
  for (const [id, words] of latest) assert.ok(notes.has(`note/${id}/text ${words}`), `note ${words}`);
}

async function begin(server: Restorable): Promise<Day> {
  const phones = [0, 1, 2].map(() => driven(server.carry()));
  const said: Said[] = [];
  const login = `day-${String((names += 1))}`;
  for (const [i, one] of phones.entries()) {
    one.vault = await startApp(one);
    // The second comes with a case of its own, the third with nothing.
    if (i < 2) await newCase(one.vault, said, unique());
    if (i === 1) await capture(one.vault, said, unique(), 0);
    if (i === 0) must(await one.vault.signUp(login, PASSPHRASE));
    else must(await one.vault.signIn(login, PASSPHRASE));
    await one.vault.syncNow();
  }
  const account = (await (await phones[0]!.phone.database()).get("meta", "account")) as { readonly id: string };
  return { phones, said, account: account.id, server, kept: false };
}

export async function live(server: Restorable, steps: readonly Step[]): Promise<void> {
  const day = await begin(server);
  try {
    for (const step of steps) await take(day, step);
    await settle(day);
    // What was typed over before it was sealed is no version anywhere; a phone forgets it when it is closed.
    for (const one of day.phones) await restart(one);
    const [first, ...others] = await Promise.all(day.phones.map(({ vault }) => seen(vault)));
    for (const other of others) assert.deepEqual(other, first);
    for (const { vault } of day.phones) assert.equal(vault.sync.value.quarantined, 0);
    // The last one to join had nothing of the others' pictures.
    await nothingLost(day, day.phones[2] ?? assert.fail());
  } finally {
    for (const { phone } of day.phones) {
      phone.kill();
      indexedDB.deleteDatabase(phone.name);
    }
  }
}

