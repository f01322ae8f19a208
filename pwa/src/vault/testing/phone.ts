// A phone for tests: its own storage that outlives a killed app, real WebCrypto, tasks run in this realm.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import "fake-indexeddb/auto";
import { concat, utf8 } from "../../crypto/bytes.js";
import { sha256 } from "../../crypto/hash.js";
import { writePwParams } from "../../crypto/kdf-params.js";
import { type Database, openDatabase } from "../../store/schema.js";
import { copyTaskRunner } from "../../worker/copy-tasks.js";
import type { RunTask, Tasks } from "../../worker/protocol.js";
import { taskRunner } from "../../worker/tasks.js";
import type { Environment } from "../environment.js";
import type { Vault } from "../port.js";
import { createVault } from "../vault.js";

export interface Phone {
  readonly name: string;
  /** Starts the app; what was running before is gone without a goodbye. */
  start(change?: Partial<Environment>): Promise<Vault>;
  /** The app's process ends: nothing more runs, nothing more is written. */
  kill(): void;
  database(): Promise<Database>;
}

/** A work factor for the passphrase of a copy file that only tests can afford. */
const QUICK = 4;

/** What a passphrase becomes without Argon2id's cost: by another passphrase, salt or cost, other bytes. */
export const quickly = (run: RunTask): RunTask => (kind, input, hooks) => {
  if (kind !== "stretch") return run(kind, input, hooks);
  const { passphrase, params } = input as Tasks["stretch"]["input"];
  return sha256(concat(writePwParams(params), utf8(passphrase.normalize("NFKC"))));
};

let made = 0;

/** `argon2` makes its passphrases as dear as they are on a real phone. */
export function phone({ argon2 = false } = {}): Phone {
  made += 1;
  const name = `holdfast-${made}`;
  const channels = new Set<BroadcastChannel>();
  const databases = new Set<Database>();
  const timers = new Set<NodeJS.Timeout>();
  const later = (act: () => void, ms: number): (() => void) => {
    const timer = setTimeout(act, ms).unref();
    timers.add(timer);
    return () => clearTimeout(timer);
  };
  const open = async (): Promise<Database> => {
    const database = await openDatabase(name);
    databases.add(database);
    return database;
  };
  return {
    name,
    database: open,
    kill() {
      timers.forEach(clearTimeout);
      for (const channel of channels) channel.close();
      for (const database of databases) database.close();
      channels.clear();
      databases.clear();
    },
    async start(change = {}) {
      const channel = new BroadcastChannel(name);
      (channel as unknown as { unref(): void }).unref();
      channels.add(channel);
      let database: Promise<Database> | null = null;
      const tasks = taskRunner(() => (database ??= open()));
      const run = argon2 ? tasks : quickly(tasks);
      const copies = copyTaskRunner(open, QUICK);
      const vault = createVault({ openDatabase: open, run, copies, channel, later, ...change });
      await vault.start();
      return vault;
    },
  };
}

/** Throws the failure's type when it is one. */
export function must<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly type: string }): T {
  if (!result.ok) throw new Error(result.type);
  return result.value;
}

export const watch = { signal: new AbortController().signal, onProgress: (): void => undefined };

export function png(text: string, size = 3_000): File {
  const bytes = new Uint8Array(size);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  bytes.set(new TextEncoder().encode(text), 8);
  return new File([bytes], `${text}.png`);
}

/** Waits for it, up to ten seconds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    assert.ok(tries < 500, "never came true");
    await sleep(20);
  }
}
