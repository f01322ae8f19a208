// What the vault stands on: this browser's storage, worker, clock and channel, each replaceable in a test.
import { type Database, openDatabase } from "../store/schema.js";
import { startCryptoWorker } from "../trusted-types.js";
import type { RunTask } from "../worker/protocol.js";
import { workerTasks } from "./crypto-worker.js";

export interface Environment {
  readonly openDatabase: () => Promise<Database>;
  readonly run: RunTask;
  readonly now: () => number;
  /** Tells the other tabs which log has changed. */
  readonly channel: BroadcastChannel;
  readonly flushIdleMs: number;
  readonly flushMaxMs: number;
}

export function browserEnvironment(given: Partial<Environment>): Environment {
  return {
    openDatabase: given.openDatabase ?? (() => openDatabase()),
    run: given.run ?? workerTasks(startCryptoWorker),
    now: given.now ?? Date.now,
    channel: given.channel ?? new BroadcastChannel("holdfast"),
    flushIdleMs: given.flushIdleMs ?? 2_000,
    flushMaxMs: given.flushMaxMs ?? 10_000,
  };
}
