// What the vault stands on: this browser's storage, worker, clock and channel, each replaceable in a test.
import { browserFetch, type Door, openDoor } from "../api/door.js";
import { type Database, openDatabase } from "../store/schema.js";
import { BUILD } from "../sync/rejudge.js";
import { startCopyWorker, startCryptoWorker } from "../trusted-types.js";
import type { CopyTasks, RunCopyTask } from "../worker/copy-protocol.js";
import { type Authenticator, browserAuthenticator } from "./authenticator.js";
import type { RunTask } from "../worker/protocol.js";
import { workerTasks } from "./crypto-worker.js";
import { deviceKind } from "./device-kind.js";
import type { Connection } from "./uploads.js";

export interface Environment {
  readonly openDatabase: () => Promise<Database>;
  readonly run: RunTask;
  /** Makes and reads copy files. */
  readonly copies: RunCopyTask;
  readonly now: () => number;
  /** Tells the other tabs which log has changed. */
  readonly channel: BroadcastChannel;
  /** The only way to the server. */
  readonly door: Door;
  /** In [0, 1): spreads retries of many phones. */
  readonly chance: () => number;
  /** Runs `act` after `ms`; the answer cancels it. */
  readonly later: (act: () => void, ms: number) => () => void;
  /** What makes and uses passkeys. */
  readonly authenticator: Authenticator;
  /** What kind of device this is, in words; empty when unknown. */
  readonly kind: string;
  /** Which build of the app this is. */
  readonly build: string;
  /** What the browser tells of the network, where it does. */
  readonly connection: () => Connection | undefined;
}

function browserConnection(): Connection | undefined {
  return typeof navigator === "undefined" ? undefined : (navigator as { readonly connection?: Connection }).connection;
}

function browserLater(act: () => void, ms: number): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

export function browserEnvironment(given: Partial<Environment>): Environment {
  return {
    openDatabase: given.openDatabase ?? (() => openDatabase()),
    run: given.run ?? workerTasks(startCryptoWorker),
    copies: given.copies ?? workerTasks<CopyTasks>(startCopyWorker),
    now: given.now ?? Date.now,
    channel: given.channel ?? new BroadcastChannel("holdfast"),
    door: given.door ?? openDoor(browserFetch),
    chance: given.chance ?? Math.random,
    later: given.later ?? browserLater,
    authenticator: given.authenticator ?? browserAuthenticator,
    kind: given.kind ?? (typeof navigator === "undefined" ? "" : deviceKind(navigator.userAgent)),
    build: given.build ?? BUILD,
    connection: given.connection ?? browserConnection,
  };
}
