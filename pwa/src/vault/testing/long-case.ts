// A phone whose case has grown long: many ops on the server, a snapshot of Today beside them, and the app closed.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { event, setNote } from "../../domain/build.js";
import { type Database, openDatabase } from "../../store/schema.js";
import type { RunTask } from "../../worker/protocol.js";
import { taskRunner } from "../../worker/tasks.js";
import type { Environment } from "../environment.js";
import type { Vault } from "../port.js";
import { PASSPHRASE } from "./fleet.js";
import { must, phone, type Phone, png, quickly, watch } from "./phone.js";
import { memoryServer, type Restorable } from "./restorable.js";
import { browser, type Browser } from "./server.js";

export const ROUNDS = 30;

export interface Family {
  readonly server: Restorable;
  readonly id: string;
  readonly mine: Phone;
  readonly way: Browser;
  readonly vault: Vault;
  /** Lets no log be read until the answer is called. */
  readonly hold: () => () => void;
  /** What was on screen whenever a page of a log was asked for. */
  readonly shown: string[];
  readonly start: (change?: Partial<Environment>) => Promise<Vault>;
}

export function said(text: string, vault: Vault, id: string): Promise<unknown> {
  return vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text }));
}

/** The police file number, one picture and a note for each of many nights. */
export async function family(t: TestContext): Promise<Family> {
  const server = memoryServer();
  const [mine, way] = [phone(), browser(server.carry())];
  t.after(() => mine.kill());
  const real = quickly(taskRunner(() => mine.database()));
  const shown: string[] = [];
  let latest: Vault | null = null;
  let free = Promise.resolve();
  const run: RunTask = async (kind, input, hooks) => {
    if (kind === "read_log") {
      shown.push(latest?.phase.value.type ?? "");
      await free;
    }
    return real(kind, input, hooks);
  };
  const hold = (): (() => void) => {
    let release = (): void => undefined;
    free = new Promise((done) => (release = done));
    return release;
  };
  const start = async (change: Partial<Environment> = {}): Promise<Vault> => {
    const vault = (latest = await mine.start({ door: way.door, run, ...change }));
    if (vault.phase.value.type === "locked") must(await vault.unlock(PASSPHRASE));
    return vault;
  };
  const vault = await start();
  const id = must(await vault.createCase("The winter", "child"));
  must(await vault.signUp("dana", PASSPHRASE));
  must(await vault.save(id, (stamp) => [event(stamp, "number", { kind: "police_file", value: "26-48211", org: "Victoria Police" })]));
  assert.equal(must((await vault.addFiles(id, [png("one")], "picker", watch))[0]!.result).label, "A-001");
  for (let i = 0; i < ROUNDS; i += 1) {
    await said(`night ${String(i)}`, vault, id);
    await vault.syncNow();
  }
  await vault.lock();
  mine.kill();
  return { server, id, mine, way, vault, hold, shown, start };
}

export const numbers = (vault: Vault): readonly string[] => [...vault.current.value!.numbers.values()].map(({ body }) => body.value);

/** Alters what the closed app has stored. */
export async function change(mine: Phone, alter: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(mine.name);
  await alter(database);
  database.close();
}
