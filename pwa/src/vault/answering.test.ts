// Done and Tomorrow given with the app closed, the vault locked, or no network: kept, sent, and sealed into the record once.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { newFollowup } from "../domain/build.js";
import { addDays, instantOf, localTime } from "../domain/local-time.js";
import { answersOf, keepKnock, knocksOf } from "../store/answers.js";
import { openDatabase } from "../store/schema.js";
import { answerFromNotification, sendKept } from "../sw/answering.js";
import { type Driven, driven, PASSPHRASE, restart, startApp } from "./testing/fleet.js";
import type { Carry } from "./testing/server.js";
import { must } from "./testing/phone.js";
import { memoryServer, type Restorable } from "./testing/restorable.js";

const FOLLOWUP = "f0".repeat(16);
const TOKEN = "t".repeat(43);
const ZONE = "America/Halifax";
const ACT = "POST /v1/reminders/act";
const PUT = `PUT /v1/reminders/${FOLLOWUP}`;

interface Family {
  readonly server: Restorable;
  readonly dana: Driven;
  readonly id: string;
  /** The reminders that were set. */
  readonly puts: readonly unknown[];
}

function noting(to: Carry): { readonly carry: Carry; readonly puts: readonly unknown[] } {
  const puts: unknown[] = [];
  const carry: Carry = (path, init) => {
    if (init?.method === "PUT" && path.includes("/reminders/") && typeof init.body === "string") puts.push(JSON.parse(init.body));
    return to(path, init);
  };
  return { carry, puts };
}

/** Dana has a follow-up that knocked an hour ago; her app is closed. */
async function knocked(t: TestContext, rule: string | null = null): Promise<Family> {
  const server = memoryServer();
  const { carry, puts } = noting(server.carry() as Carry);
  const dana = driven(carry);
  t.after(() => dana.phone.kill());
  dana.vault = await startApp(dana);
  const id = must(await dana.vault.createCase("case", null));
  const due = localTime(Date.now() - 3_600_000, ZONE);
  must(await dana.vault.save(id, (stamp) => newFollowup(stamp, { number: null, contact: null, ask: "any news?", due, zone: ZONE, rule }, FOLLOWUP)));
  assert.ok(!dana.way.requests.includes(PUT));
  must(await dana.vault.signUp("dana", PASSPHRASE));
  await dana.vault.syncNow();
  assert.equal(dana.way.requests.filter((request) => request === PUT).length, 1);
  dana.phone.kill();
  await inWorker(dana, (database) => keepKnock(database, { id: FOLLOWUP, rev: 1, token: TOKEN, at: Date.now() }));
  return { server, dana, id, puts };
}

/** As the service worker does, in a database connection of its own. */
async function inWorker<T>(one: Driven, act: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> {
  const database = await openDatabase(one.phone.name);
  try {
    return await act(database);
  } finally {
    database.close();
  }
}

async function tap(one: Driven, act: "done" | "tomorrow", token = TOKEN): Promise<{ readonly asked: readonly string[]; readonly told: number }> {
  const asked: string[] = [];
  let told = 0;
  const sync = { register: (tag: string): Promise<void> => Promise.resolve(void asked.push(tag)) };
  const tell = (): Promise<void> => Promise.resolve(void (told += 1));
  await answerFromNotification({ door: one.way.door, open: () => openDatabase(one.phone.name), sync, tell }, { id: FOLLOWUP, rev: 1, token }, act);
  return { asked, told };
}

const utc = (instant: number): string => new Date(instant).toISOString();
const acts = ({ way }: Driven): number => way.requests.filter((request) => request === ACT).length;
const standing = ({ vault }: Driven): unknown => {
  const { state, due, rev, log } = { log: vault.current.value!.log, ...vault.current.value!.followups.get(FOLLOWUP)! };
  const versions = [...log.fields].filter(([key]) => key.includes(FOLLOWUP)).reduce((sum, [, list]) => sum + list.length, 0);
  return { state, due, rev, versions };
};
const opened = async (one: Driven): Promise<void> => {
  await restart(one);
  await one.vault.settleAnswers();
};

test("Done with the app closed goes out at once, is sealed once with the next rev, and reaches the other phone", async (t) => {
  const { server, dana, id } = await knocked(t);
  assert.deepEqual(await tap(dana, "done"), { asked: [], told: 1 });
  assert.equal(acts(dana), 1);
  assert.deepEqual(await inWorker(dana, knocksOf), []);
  await opened(dana);
  const { due } = dana.vault.current.value!.followups.get(FOLLOWUP)!;
  const once = { state: "done", due, rev: 2, versions: 10 };
  assert.deepEqual(standing(dana), once);
  await tap(dana, "done");
  await tap(dana, "tomorrow");
  await opened(dana);
  assert.deepEqual(standing(dana), once);
  assert.deepEqual(await inWorker(dana, answersOf), []);
  await dana.vault.syncNow();
  assert.ok(dana.way.requests.includes(`DELETE /v1/reminders/${FOLLOWUP}`));
  const noor = driven(server.carry());
  t.after(() => noor.phone.kill());
  noor.vault = await startApp(noor);
  must(await noor.vault.signIn("dana", PASSPHRASE));
  await noor.vault.switchCase(id);
  assert.deepEqual(standing(noor), once);
});

test("Tomorrow without a network waits, asks to be woken, is sent by the waking, keeps the hour of the tap and moves no other time", async (t) => {
  const { dana, puts } = await knocked(t, "FREQ=WEEKLY");
  dana.way.cut = () => "before";
  assert.deepEqual(await tap(dana, "tomorrow"), { asked: ["answers"], told: 1 });
  const open = (): ReturnType<typeof openDatabase> => openDatabase(dana.phone.name);
  assert.equal(await sendKept(dana.way.door, open), false);
  dana.way.cut = null;
  const before = acts(dana);
  assert.equal(await sendKept(dana.way.door, open), true);
  assert.equal(await sendKept(dana.way.door, open), true);
  assert.equal(acts(dana), before + 1);
  const tapped = Date.now();
  dana.skew = 3 * 24 * 3_600_000;
  await opened(dana);
  const { due, dueAt, snoozed, rev } = dana.vault.current.value!.followups.get(FOLLOWUP)!;
  assert.deepEqual([snoozed?.slice(0, 10), rev], [addDays(localTime(tapped, ZONE), 1).slice(0, 10), 2]);
  assert.deepEqual([due.slice(11), dueAt], [snoozed?.slice(11), instantOf(snoozed!, ZONE)]);
  await dana.vault.syncNow();
  const series = { due: utc(instantOf(due, ZONE)), rule: "FREQ=WEEKLY", zone: ZONE };
  assert.deepEqual(puts, [{ ...series, rev: 1 }, { ...series, rev: 2, snoozed: utc(dueAt) }], "the other days of the week stay");
});

test("an answer to a date that was changed since changes nothing, and one of a change that has not come yet waits", async (t) => {
  const { dana } = await knocked(t);
  await inWorker(dana, (database) => keepKnock(database, { id: FOLLOWUP, rev: 3, token: "later".padEnd(43, "x"), at: Date.now() }));
  await answerFromNotification({ door: dana.way.door, open: () => openDatabase(dana.phone.name), sync: undefined, tell: () => Promise.resolve() }, { id: FOLLOWUP, rev: 3, token: "later".padEnd(43, "x") }, "done");
  await opened(dana);
  assert.equal(dana.vault.current.value!.followups.get(FOLLOWUP)!.state, "open");
  assert.equal((await inWorker(dana, answersOf)).length, 1);
  for (const ask of ["a", "b", "c"]) {
    const now = dana.vault.current.value!.followups.get(FOLLOWUP)!;
    must(await dana.vault.save(dana.vault.current.value!.id, (stamp) => newFollowup(stamp, { ...now, ask }, FOLLOWUP).map((set) => (set.field === "rev" ? { ...set, value: now.rev + 1 } : set))));
  }
  await dana.vault.settleAnswers();
  const { state, rev } = dana.vault.current.value!.followups.get(FOLLOWUP)!;
  assert.deepEqual([state, rev, await inWorker(dana, answersOf)], ["open", 4, []]);
});

test("on a locked phone without buttons on notifications: taken back in time, sent after it, never shown before the keys are there", async (t) => {
  const { dana } = await knocked(t);
  let run = (): void => undefined;
  dana.vault = await dana.phone.start({ door: dana.way.door, now: () => Date.now() + dana.skew, later: (act) => ((run = act), () => undefined) });
  assert.deepEqual([dana.vault.phase.value.type, await dana.vault.knocked(FOLLOWUP)], ["locked", true]);
  assert.ok(await dana.vault.answer(FOLLOWUP, "done"));
  assert.deepEqual([await dana.vault.knocked(FOLLOWUP), await dana.vault.answer(FOLLOWUP, "done")], [false, false]);
  await dana.vault.settleAnswers();
  assert.equal(acts(dana), 0);
  assert.ok(await dana.vault.takeBack(FOLLOWUP));
  assert.ok(await dana.vault.knocked(FOLLOWUP));
  assert.ok(await dana.vault.answer(FOLLOWUP, "tomorrow"));
  dana.skew = 10_000;
  run();
  for (let tries = 0; (await inWorker(dana, answersOf))[0]?.sent !== true; tries += 1) {
    assert.ok(tries < 100);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(acts(dana), 1);
  assert.equal(await dana.vault.takeBack(FOLLOWUP), false);
  assert.equal(dana.vault.current.value, null);
  await opened(dana);
  assert.deepEqual(await inWorker(dana, answersOf), []);
  assert.equal(dana.vault.current.value!.followups.get(FOLLOWUP)!.rev, 2);
});

test("a push delivered twice makes itself heard once; a knock whose follow-up was done elsewhere is cleared away", async (t) => {
  const { dana } = await knocked(t);
  const again = { id: FOLLOWUP, rev: 1, token: TOKEN, at: Date.now() };
  assert.equal(await inWorker(dana, (database) => keepKnock(database, again)), false);
  assert.equal(await inWorker(dana, (database) => keepKnock(database, { ...again, token: "n".repeat(43) })), true);
  assert.equal((await inWorker(dana, knocksOf)).length, 1);
  await restart(dana);
  const now = dana.vault.current.value!.followups.get(FOLLOWUP)!;
  must(await dana.vault.save(dana.vault.current.value!.id, (stamp) => newFollowup(stamp, { ...now, due: addDays(now.due, 7) }, FOLLOWUP).map((set) => (set.field === "rev" ? { ...set, value: 2 } : set))));
  await dana.vault.settleAnswers();
  assert.deepEqual(await inWorker(dana, knocksOf), []);
});

test("left before the time to undo is over: sent before anything is awaited, without asking for a CSRF value, and no longer undone", async (t) => {
  const { dana } = await knocked(t);
  dana.vault = await dana.phone.start({ door: dana.way.door, now: () => Date.now() + dana.skew, later: () => () => undefined });
  assert.ok(await dana.vault.answer(FOLLOWUP, "done"));
  assert.equal(acts(dana), 0);
  dana.vault.endUndo();
  assert.equal(acts(dana), 1, "the page may be gone with the next task");
  assert.equal(await dana.vault.takeBack(FOLLOWUP), false);
  for (let tries = 0; (await inWorker(dana, answersOf))[0]?.sent !== true; tries += 1) {
    assert.ok(tries < 100);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  dana.vault.endUndo();
  assert.equal(acts(dana), 1);
  await opened(dana);
  assert.equal(dana.vault.current.value!.followups.get(FOLLOWUP)!.state, "done");
});
