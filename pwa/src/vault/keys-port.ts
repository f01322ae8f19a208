// What the screens may ask about the account's keys: passphrase, recovery code, sessions.
import type { ReadonlySignal } from "@preact/signals";
import type { Id } from "../domain/records.js";
import type { Result } from "./port.js";

/** `revoked`: this phone has been removed from the account. `refused`: neither passphrase nor recovery code. `signed_out`: the server wants the secret again first. `moved_on`: another phone changed the keys meanwhile. */
export type KeysFailure = { readonly type: "refused" | "offline" | "too_many" | "signed_out" | "moved_on" | "revoked" | "false_keys" | "server" | "storage" };
export type SignOutFailure = KeysFailure | { readonly type: "unsynced"; readonly count: number };

export interface DeviceView {
  readonly id: Id;
  readonly letter: string;
  /** As it named itself; null before it did. */
  readonly kind: string | null;
  /** YYYY-MM-DD, as the server says; null when it does not. */
  readonly lastSeenDay: string | null;
  /** The phone in the hand. */
  readonly here: boolean;
  readonly revoked: boolean;
}

export interface KeysVault {
  /** True from signing in with the recovery code until it is replaced: a used code has been out of its drawer. */
  readonly codeUsed: ReadonlySignal<boolean>;
  /** `secret` is the passphrase of now, or the recovery code of whoever forgot it. */
  changePassphrase(secret: string, next: string, signOutOthers: boolean): Promise<Result<void, KeysFailure>>;
  /** The old code opens nothing any more; the new one waits in `unrehearsedCode` until it is typed back. */
  replaceRecoveryCode(secret: string): Promise<Result<{ readonly recoveryCode: string }, KeysFailure>>;
  /** After the server ended this phone's session, or the passphrase was changed on another phone. */
  signInAgain(secret: string): Promise<Result<void, KeysFailure>>;
  devices(): Promise<Result<readonly DeviceView[], KeysFailure>>;
  /** For good: they read nothing that is written from now on, and what they write is refused. The keys of the account are renewed. */
  revokeDevices(ids: readonly Id[]): Promise<Result<void, KeysFailure>>;
  /** When the account ends (RFC 3339), in its last days. */
  readonly leaving: ReadonlySignal<string | null>;
  /** Takes everything of the account off this phone; refused while something here has no copy. */
  signOut(): Promise<Result<void, SignOutFailure>>;
  /** Begins the account's last seven days; `stay` takes it back. */
  leave(secret: string): Promise<Result<void, KeysFailure>>;
  stay(secret: string): Promise<Result<void, KeysFailure>>;
  /** Deletes the account at once, on the server and here. */
  erase(secret: string): Promise<Result<void, KeysFailure>>;
}
