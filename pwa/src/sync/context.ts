// What syncing works with, and how it says why it stopped.
import type { ApiFailure, ApiResult, Door } from "../api/door.js";
import type { Bytes } from "../crypto/bytes.js";
import type { Identity } from "../crypto/identity.js";
import type { EpochKeys } from "../crypto/op.js";
import type { Followup } from "../domain/followup.js";
import type { Id } from "../domain/records.js";
import type { BlobRow, Database } from "../store/schema.js";

export interface SyncContext {
  readonly database: Database;
  readonly door: Door;
  readonly accountId: Id;
  readonly deviceId: Id;
  now(): number;
  /** The identity log as verified so far. */
  identity(): Identity;
  /** A longer identity log was verified and stored. */
  onIdentity(identity: Identity): void;
  /** Posts a removal with the keys that it brought once more; false where this phone cannot, or the server will not. */
  giveBackKeys(entries: readonly Bytes[]): Promise<ApiResult<boolean>>;
  /** HKDF keys of a log; null for a case whose key has not arrived. */
  keysOf(log: Id): Promise<EpochKeys | null>;
  /** What has not succeeded since this opening: a look at the whole feed, which alone shows a log that is gone, and one at what the server keeps of each case. */
  readonly look: { all: boolean; blobs: boolean };
  /** New ops of a log are in the store; `reread` when old ones are read anew as well. */
  onPulled(log: Id, reread?: "reread"): Promise<void>;
  /** False for an exhibit that was removed: its picture stays off the server. */
  wanted(log: Id, exhibit: Id): Promise<boolean>;
  /** False for a picture that waits until someone says that it may go out on this network. */
  mayUpload(row: BlobRow): boolean;
  /** Aborted when the person calls the sending off. */
  calledOff(): AbortSignal | undefined;
  /** So many bytes of a blob have arrived at the server. */
  onSent(blob: Id, bytes: number): void;
  /** Blobs that wait, and that the server was asked about since this opening. */
  readonly asked: Set<Id>;
  /** The bytes of a blob that was not sent are gone from this phone, or there after all. */
  onBytes(blob: Id, gone: boolean): void;
  /** Every case whose key is here. */
  cases(): readonly Id[];
  /** True when the case is in memory, unsent records included. */
  loaded(log: Id): boolean;
  followupsOf(log: Id): Promise<readonly Followup[]>;
}

/** Only the home log goes on under the keys of later generations. */
export function epochsOf(context: Pick<SyncContext, "accountId">, log: Id): "one" | "many" {
  return log === context.accountId ? "many" : "one";
}

export type Stop =
  | ApiFailure
  | { readonly type: "alarm"; readonly problem: "identity_rewound" }
  /** The server's answer is not one of this protocol. */
  | { readonly type: "nonsense" }
  /** Written by a newer Holdfast than this one. */
  | { readonly type: "update_needed" }
  /** Sealed under keys of a generation that this phone has not opened yet: it takes the passphrase. */
  | { readonly type: "new_keys" }
  /** The server will not take a reminder. */
  | { readonly type: "reminder" }
  /** This phone's own storage failed. */
  | { readonly type: "storage"; readonly full: boolean };

export type Step<T = void> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Stop };

export const DONE: Step = { ok: true, value: undefined };

export function stopped(failure: Stop): { readonly ok: false; readonly failure: Stop } {
  return { ok: false, failure };
}

/** True when nothing else can go well now; any other failure concerns one log, reminder or blob. */
export function endsRound(failure: Stop): boolean {
  if (failure.type === "refused") return failure.status === 401 || failure.status === 429 || failure.code === "leaving";
  return failure.type === "offline" || failure.type === "new_keys" || failure.type === "alarm" || failure.type === "storage";
}
