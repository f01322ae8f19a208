// What the screens may ask about the account's keys: passphrase, recovery code, sessions.
import type { ReadonlySignal } from "@preact/signals";
import type { Result } from "./port.js";

/** `refused`: neither passphrase nor recovery code. `signed_out`: the server wants the secret again first. `moved_on`: another phone changed the keys meanwhile. */
export type KeysFailure = { readonly type: "refused" | "offline" | "too_many" | "signed_out" | "moved_on" | "server" | "storage" };

export interface KeysVault {
  /** True from signing in with the recovery code until it is replaced: a used code has been out of its drawer. */
  readonly codeUsed: ReadonlySignal<boolean>;
  /** `secret` is the passphrase of now, or the recovery code of whoever forgot it. */
  changePassphrase(secret: string, next: string, signOutOthers: boolean): Promise<Result<void, KeysFailure>>;
  /** The old code opens nothing any more; the new one waits in `unrehearsedCode` until it is typed back. */
  replaceRecoveryCode(secret: string): Promise<Result<{ readonly recoveryCode: string }, KeysFailure>>;
  /** After the server ended this phone's session, or the passphrase was changed on another phone. */
  signInAgain(secret: string): Promise<Result<void, KeysFailure>>;
}
