// What the screens may ask of the vault: the one interface between the screens and keys, storage and network.
import type { ReadonlySignal } from "@preact/signals";
import type { CaseState } from "../domain/fold.js";
import type { FetchWatch } from "../sync/download.js";
import type { AnswersVault } from "./answers-port.js";
import type { BlobVault } from "./blob-port.js";
import type { Cover, Description, Hlc, Id, Ms, Rec, Via } from "../domain/records.js";
import type { ExportsVault } from "./exports-port.js";
import type { InboxVault } from "./inbox-port.js";
import type { KeysVault } from "./keys-port.js";
import type { LogsVault } from "./logs-port.js";
import type { PacketsVault } from "./packets-port.js";
import type { PasskeysVault } from "./passkeys-port.js";
import type { PdfVault } from "./pdf-port.js";
import type { PhonesVault } from "./phones-port.js";
import type { StatementsVault } from "./statements-port.js";

/** A value, or a failure with a literal `type` that a person can act on. Bugs throw. */
export type Result<T, F extends { readonly type: string }> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & F);

export type VaultPhase =
  | { readonly type: "starting" }
  | { readonly type: "locked"; readonly login: string | null }
  | { readonly type: "open" }
  | { readonly type: "broken"; readonly code: string };

export interface CaseSummary {
  readonly id: Id;
  readonly title: string;
  readonly audience: "child" | "me" | "other" | null;
  readonly archived: boolean;
  readonly created: Ms;
}

/** Local, in words for Today ("3 things only on this phone"). */
export interface SyncView {
  readonly state: "no_account" | "offline" | "working" | "synced" | "paused";
  /** Things saved here that no other copy exists of: records and pictures counted as a person would. */
  readonly onlyHere: number;
  readonly bytesWaiting: number;
  readonly quarantined: number;
  /** Pictures that nobody has any more: their bytes went from this phone before a copy was made. */
  readonly damaged: number;
  readonly problem: "fork" | "signed_out" | "quota" | "server" | "identity_rewound" | "new_keys" | "leaving" | "log_rewound" | "full" | "storage" | "update_needed" | "reminder" | null;
  readonly lastSynced: Ms | null;
}

/** Handed to a record builder at the moment of saving. */
export interface Stamp {
  readonly at: Ms;
  readonly tz: string;
  readonly off?: number;
  /** This phone's. */
  readonly device: Id;
  newId(): Id;
  hlc(): Hlc;
}

export type SaveFailure = { readonly type: "full" } | { readonly type: "locked" } | { readonly type: "storage" } | { readonly type: "too_long" };

export interface FileOutcome {
  readonly name: string;
  readonly result: Result<
    { readonly id: Id; readonly label: string; readonly mime: string; readonly duplicateOf: string | null },
    { readonly type: "empty" | "too_large" | "unreadable" | "full" | "cancelled" | "storage" }
  >;
}

export interface IntakeProgress {
  readonly filesDone: number;
  readonly files: number;
  readonly bytesDone: number;
  readonly bytes: number;
}

/** `false_keys`: what the server showed is not the keys of the account that was asked for. */
export type AuthFailure = { readonly type: "refused" | "offline" | "too_many" | "server" | "kdf" | "false_keys" | "has_account" };
export type SignUpFailure = { readonly type: "login_taken" | "invite" | "login_form" | "earlier_attempt" | "offline" | "too_many" | "server" | "storage" };

/** Half-typed forms: by form, the text of each field. */
export type Drafts = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface PushView {
  readonly state: "unsupported" | "needs_install" | "off" | "on" | "denied" | "lost";
}

export interface Vault extends KeysVault, LogsVault, ExportsVault, PacketsVault, PasskeysVault, BlobVault, AnswersVault, PhonesVault, StatementsVault, InboxVault, PdfVault {
  readonly phase: ReadonlySignal<VaultPhase>;
  readonly cases: ReadonlySignal<readonly CaseSummary[]>;
  /** The case on screen; null only before the first one exists. */
  readonly current: ReadonlySignal<CaseState | null>;
  /** False while of that case only what Today needs has been read, just after the vault opened. */
  readonly whole: ReadonlySignal<boolean>;
  readonly sync: ReadonlySignal<SyncView>;
  /** The login name when this vault has an account. */
  readonly login: ReadonlySignal<string | null>;
  readonly push: ReadonlySignal<PushView>;
  /** The recovery code that signing up on this phone made, while the vault is open, until it was typed back. */
  readonly unrehearsedCode: ReadonlySignal<string | null>;

  /** Opens this phone's vault, or makes an empty one; never needs the network. */
  start(): Promise<void>;

  /** Resolves once the records are durable on this phone, sealed. */
  save(log: Id, build: (stamp: Stamp) => readonly Rec[]): Promise<Result<readonly Id[], SaveFailure>>;
  createCase(title: string, audience: "child" | "me" | "other" | null): Promise<Result<Id, SaveFailure>>;
  switchCase(id: Id): Promise<void>;
  /** Renames, archives or brings back; sets of entity "case" in the home log. */
  editCase(id: Id, change: { readonly title?: string; readonly archived?: boolean; readonly audience?: "child" | "me" | "other" }): Promise<Result<void, SaveFailure>>;

  /** Only after the gate was answered "no". Each file is hashed, sealed and durable before its outcome says ok; one that the case has already is not kept twice. */
  addFiles(
    caseId: Id,
    files: readonly File[],
    via: Via,
    watch: { readonly signal: AbortSignal; readonly onProgress: (p: IntakeProgress) => void; readonly covered?: ReadonlyMap<File, Cover> },
  ): Promise<readonly FileOutcome[]>;
  /** A numbered exhibit without a picture. */
  describe(caseId: Id, description: Description): Promise<Result<{ readonly id: Id; readonly label: string }, SaveFailure>>;
  /** For good: its bytes go from this phone now and from the account as soon as the server answers; its label stays. */
  removeExhibit(caseId: Id, exhibitId: Id): Promise<Result<void, SaveFailure>>;
  /** The exhibit's own bytes, checked against its SHA-256, or its thumbnail; fetched from the account when they are not here. */
  picture(caseId: Id, exhibitId: Id, which: "original" | "thumb", watch?: FetchWatch): Promise<Result<Blob, { readonly type: "not_here" | "offline" | "damaged" | "full" | "cancelled" }>>;
  /** Bytes free for us, when the browser says; null when it does not. */
  room(): Promise<{ readonly freeBytes: number; readonly persisted: boolean } | null>;

  asksForInvite(): Promise<boolean>;
  signUp(login: string, passphrase: string, invite?: string): Promise<Result<{ readonly recoveryCode: string }, SignUpFailure>>;
  /** True when the groups typed back are those of the code just made. */
  recoveryRehearsed(groups: readonly { readonly index: number; readonly text: string }[]): boolean;
  signIn(login: string, passphrase: string): Promise<Result<void, AuthFailure>>;
  recover(recoveryCode: string): Promise<Result<void, AuthFailure | { readonly type: "typo" }>>;
  /** Opens a locked vault, offline too. */
  unlock(secret: string): Promise<Result<void, { readonly type: "refused" }>>;
  lock(): Promise<void>;
  /** Locks by itself after so long without `stillHere`, in any tab; null = never. Nothing happens before there is a passphrase. */
  lockAfter(ms: number | null): void;
  /** Somebody touched the screen. */
  stillHere(): void;
  /** A call is going on: nothing locks by itself until the answer is called. */
  holdOpen(): () => void;
  /** Called before every lock, with the keys still here; false = something typed could not be kept, and locking by itself is put off. */
  beforeLock(keep: () => Promise<boolean>): () => void;
  /** The drafts as last kept, sealed on this phone. */
  keptDrafts(): Drafts;
  keepDrafts(drafts: Drafts): Promise<boolean>;

  /** Asks the browser and registers this phone. Raced with a timeout: subscribe() can hang for ever. */
  enablePush(): Promise<Result<void, { readonly type: "denied" | "unsupported" | "needs_install" | "needs_account" | "timeout" | "offline" | "server" }>>;
  disablePush(): Promise<void>;
  testPush(): Promise<Result<void, { readonly type: "offline" | "server" }>>;

  /** Pushes and pulls now; resolves when this round is over. */
  syncNow(): Promise<void>;
}
