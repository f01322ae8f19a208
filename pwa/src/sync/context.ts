// What syncing works with, and how it says why it stopped.
import type { ApiFailure, Door } from "../api/door.js";
import type { Identity } from "../crypto/identity.js";
import type { Followup } from "../domain/followup.js";
import type { Id } from "../domain/records.js";
import type { Database } from "../store/schema.js";

export interface SyncContext {
  readonly database: Database;
  readonly door: Door;
  readonly accountId: Id;
  readonly deviceId: Id;
  /** The identity log as verified so far. */
  identity(): Identity;
  /** A longer identity log was verified and stored. */
  onIdentity(identity: Identity): void;
  /** HKDF key of a log; null for a case whose key has not arrived. */
  keyOf(log: Id): Promise<CryptoKey | null>;
  /** New ops of a log are in the store. */
  onPulled(log: Id): Promise<void>;
  /** False for an exhibit that was removed: its picture stays off the server. */
  wanted(log: Id, exhibit: Id): Promise<boolean>;
  /** Of the cases that were loaded here. */
  followups(): readonly Followup[];
}

export type Stop =
  | ApiFailure
  | { readonly type: "alarm"; readonly problem: "identity_rewound" }
  /** The server's answer is not one of this protocol. */
  | { readonly type: "nonsense" };

export type Step<T = void> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Stop };

export const DONE: Step = { ok: true, value: undefined };

export function stopped(failure: Stop): { readonly ok: false; readonly failure: Stop } {
  return { ok: false, failure };
}
