// Every lie of the table raises its named alarm, and what the phone had before it is there after it, to the letter.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toBase64url } from "../crypto/base64url.js";
import type { Bytes } from "../crypto/bytes.js";
import type { Database } from "../store/schema.js";
import { type Driven, driven, PASSPHRASE, seen, startApp } from "./testing/fleet.js";
import { halfImpostor, impostor } from "./testing/impostor.js";
import { honest, type Lie, lies } from "./testing/liar.js";
import { must, png, watch } from "./testing/phone.js";
import { type Site, site } from "./testing/server.js";
import { setNote } from "../domain/build.js";
import type { Vault } from "./port.js";

let server: Site;
let dana: Driven;
let noor: Driven;
let code: string;
before(async () => {
  server = await site();
  [dana, noor] = [driven(server.origin), driven(server.origin)];
  dana.vault = await startApp(dana);
  must(await dana.vault.createCase("first", null));
  code = must(await dana.vault.signUp("liars", PASSPHRASE)).recoveryCode;
  await dana.vault.syncNow();
  noor.vault = await startApp(noor);
  must(await noor.vault.signIn("liars", PASSPHRASE));
});
after(async () => {
  for (const { phone } of [dana, noor]) phone.kill();
  await server.close();
});

async function note(one: Driven, id: string, text: string): Promise<void> {
  must(await one.vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text })));
  await one.vault.syncNow();
}

/** What a person would lose if it were gone: what the screens show, the verified ops, what waits to be sent. */
async function held(one: Driven): Promise<object> {
  const database: Database = await one.phone.database();
  const good = (await database.getAll("ops")).filter(({ quarantined }) => quarantined === undefined);
  const ops = Object.fromEntries(good.map(({ log, seq, op }) => [`${log} ${String(seq)}`, toBase64url(new Uint8Array(op))]));
  return { shown: await seen(one.vault), ops, account: await database.get("meta", "account"), outbox: (await database.getAll("outbox")).length };
}

/** Everything of `before` is in `now`. */
function nothingGone(before: object, now: object): void {
  for (const [key, value] of Object.entries(before)) {
    const there: unknown = (now as Record<string, unknown>)[key];
    if (Array.isArray(value)) for (const item of value) assert.ok(JSON.stringify(there).includes(JSON.stringify(item)), `${key}: ${JSON.stringify(item)}`);
    else if (typeof value === "object" && value !== null && !(value instanceof ArrayBuffer)) nothingGone(value as object, there as object);
    else assert.deepEqual(there, value, key);
  }
}

interface Scene {
  readonly id: string;
  readonly other: Bytes;
  readonly head: string;
}

/** A case both have, with one op; Dana has added two more. */
async function scene(): Promise<Scene> {
  const id = must(await dana.vault.createCase("case", null));
  await note(dana, id, "both have it");
  await noor.vault.syncNow();
  const database = await noor.phone.database();
  const first = await database.get("ops", [id, 1]);
  const elsewhere = (await database.getAll("ops")).find(({ log }) => log !== id);
  assert.ok(first !== undefined && elsewhere !== undefined);
  await note(dana, id, "second");
  await note(dana, id, "third");
  return { id, other: new Uint8Array(elsewhere.op), head: toBase64url(new Uint8Array(first.head)) };
}

/** The alarm as the screens name it: the problem, else what is set aside. */
async function alarm(vault = noor.vault): Promise<string> {
  await vault.syncNow();
  const { problem, quarantined } = vault.sync.value;
  return problem ?? (quarantined > 0 ? "quarantined" : "none");
}

/** A phone with a case of its own wants to join, by passphrase or recovery code. */
async function joining(lie: Lie, enter = (vault: Vault) => vault.signIn("liars", PASSPHRASE) as Promise<{ ok: true } | { ok: false; type: string }>): Promise<string> {
  const third = driven(server.origin);
  third.vault = await startApp(third);
  lie(third.way);
  const id = must(await third.vault.createCase("of the third", null));
  const result = await enter(third.vault);
  assert.deepEqual(third.way.requests.filter((request) => /^P\w+ \/v1\/(cases|identity|blobs)/.test(request)), []);
  assert.ok(third.vault.cases.value.some((one) => one.id === id));
  third.phone.kill();
  return result.ok ? "none" : result.type;
}

async function pictured(lie: Lie, { id }: Scene): Promise<string> {
  const [added] = await dana.vault.addFiles(id, [png("picture", 3_000)], "picker", watch);
  const exhibit = must(added!.result).id;
  await dana.vault.syncNow();
  await noor.vault.syncNow();
  lie(noor.way);
  const result = await noor.vault.picture(id, exhibit, "original");
  honest(noor.way);
  if (!result.ok && result.type === "damaged") must(await noor.vault.picture(id, exhibit, "original"));
  return result.ok ? "none" : result.type;
}

async function spliced(lie: Lie, { id }: Scene): Promise<string> {
  const added = await dana.vault.addFiles(id, [png("one", 3_000), png("another", 3_000)], "picker", watch);
  const [one, another] = added.map(({ result }) => must(result).id);
  await dana.vault.syncNow();
  await noor.vault.syncNow();
  lie(noor.way);
  must(await noor.vault.picture(id, one!, "original"));
  const result = await noor.vault.picture(id, another!, "original");
  honest(noor.way);
  must(await noor.vault.picture(id, another!, "original"));
  return result.ok ? "none" : result.type;
}

async function synced(lie: Lie): Promise<string> {
  lie(noor.way);
  return alarm();
}

async function reopened(lie: Lie): Promise<string> {
  noor.phone.kill();
  lie(noor.way);
  noor.vault = await startApp(noor);
  return alarm();
}

async function timed(lie: Lie, { id }: Scene): Promise<string> {
  lie(noor.way);
  await noor.vault.syncNow();
  const at = Date.now();
  await note(noor, id, "by a forged clock");
  await noor.vault.switchCase(id);
  const written = [...noor.vault.current.value!.notes.values()].find(({ text }) => text === "by a forged clock")!;
  assert.ok(Math.abs(written.created - at) < 60_000);
  return Math.abs(noor.vault.clockOffset.value ?? 0) > 80_000_000 ? "clock" : "none";
}

const table: readonly (readonly [string, string, (scene: Scene) => Promise<string>])[] = [
  ["withholds an op", "server", ({ id }) => synced(lies.drop(id))],
  ["reorders ops", "fork", ({ id }) => synced(lies.reorder(id))],
  ["replays an op", "quarantined", ({ id }) => synced(lies.replay(id))],
  ["alters an op", "fork", ({ id }) => synced(lies.alter(id))],
  ["sends an op of another case", "fork", ({ id, other }) => synced(lies.wrongCase(id, other))],
  ["tells another history", "fork", ({ id }) => synced(lies.fork(id))],
  ["goes back in time", "log_rewound", async ({ id, head }) => ((await alarm()) === "none" ? reopened(lies.rewind(id, 1, head)) : "none")],
  ["hides a case", "log_rewound", async ({ id }) => ((await alarm()) === "none" ? reopened(lies.hideCase(id)) : "none")],
  ["sends another picture's chunk", "damaged", (here) => spliced(lies.splice(), here)],
  ["spoils a chunk", "damaged", (here) => pictured(lies.chunk((chunk) => chunk.map((byte) => byte ^ 0x55)), here)],
  ["cuts a chunk short", "damaged", (here) => pictured(lies.chunk((chunk) => chunk.slice(0, -1)), here)],
  ["says that a picture was freed", "not_here", (here) => pictured(lies.freed(), here)],
  ["lowers the cost of the passphrase", "kdf", () => joining(lies.weakKdf())],
  ["adds a slot", "false_keys", () => joining(lies.slots((slots) => [...slots, slots[0] ?? ""]))],
  ["gives an older set of slots", "false_keys", () => joining(lies.slots((slots) => slots.slice(0, 1)))],
  ["swaps the account behind the passphrase", "false_keys", () => joining(lies.swapKeys("/v1/auth/login", impostor))],
  ["swaps the account but not its first line", "false_keys", () => joining(lies.swapKeys("/v1/auth/login", halfImpostor))],
  ["swaps the account behind the recovery code", "false_keys", () => joining(lies.swapKeys("/v1/recovery/finish", impostor), (vault) => vault.recover(code))],
  ["forges the time", "clock", (here) => timed(lies.time(86_400_000), here)],
  ["shortens the identity log", "identity_rewound", () => reopened(lies.shortIdentity())],
];

/** A person who was told goes on; then all is as if nobody had lied. */
async function recovered(): Promise<void> {
  honest(noor.way);
  noor.phone.kill();
  noor.vault = await startApp(noor);
  await noor.vault.syncNow();
  await noor.vault.syncNow();
  for (const { log, caseTitle } of noor.vault.forked.value) must(await noor.vault.continueForked(log, `${caseTitle ?? ""} again`));
  for (const one of [noor, dana, noor]) await one.vault.syncNow();
  assert.equal(noor.vault.sync.value.problem, null);
  assert.deepEqual(await seen(noor.vault), await seen(dana.vault));
}

for (const [what, expected, told] of table) {
  test(`a server that ${what}: ${expected}`, async () => {
    const here = await scene();
    const before = await held(noor);
    assert.equal(await told(here), expected);
    nothingGone(before, await held(noor));
    await recovered();
  });
}
