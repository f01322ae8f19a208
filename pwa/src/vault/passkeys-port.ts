// What the screens may ask about passkeys.
import type { Id, Ms } from "../domain/records.js";
import type { KeysFailure } from "./keys-port.js";
import type { AuthFailure, Result, SignUpFailure } from "./port.js";

export interface PasskeyView {
  /** Its slot's. */
  readonly id: Id;
  /** As the person calls it; null while locked, or when it came without a name. */
  readonly name: string | null;
  readonly created: Ms;
}

/** `no_prf`: it can sign in and open nothing, so it is not kept. `cancelled`: or there was none to choose; browsers do not say. */
export type PasskeyTrouble = { readonly type: "unsupported" | "no_prf" | "already" | "cancelled" };
export type AddPasskeyFailure = PasskeyTrouble | KeysFailure | { readonly type: "too_many_passkeys" };

export interface PasskeysVault {
  /** Whether this browser knows passkeys at all. */
  canUsePasskeys(): boolean;
  /** Of this account, as this phone knows them, oldest first; while locked too. */
  passkeys(): Promise<readonly PasskeyView[]>;
  /** Asks the server for the account's slots; the phone's own stay when it does not answer. */
  refreshPasskeys(): Promise<void>;
  addPasskey(name: string): Promise<Result<void, AddPasskeyFailure>>;
  /** `last`: without it only the recovery code would be left. */
  removePasskey(id: Id): Promise<Result<void, KeysFailure | { readonly type: "last" }>>;
  /** Opens a locked vault, offline too. */
  unlockWithPasskey(): Promise<Result<void, PasskeyTrouble | { readonly type: "refused" }>>;
  /** Asks the person twice: to sign in, then to open. */
  signInWithPasskey(): Promise<Result<void, AuthFailure | PasskeyTrouble>>;
  /** An account without a passphrase: passkey and recovery code. */
  signUpWithPasskey(login: string, name: string, invite?: string): Promise<Result<{ readonly recoveryCode: string }, SignUpFailure | PasskeyTrouble>>;
}
