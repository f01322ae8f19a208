// What the screens may ask about capture without the keys: things are sealed on this phone and join the record at the next unlock.
import type { ReadonlySignal } from "@preact/signals";
import type { Cover, Id, Ms, Via } from "../domain/records.js";
import type { FileOutcome, IntakeProgress, Result, SaveFailure } from "./port.js";

/** Something handed over by another app, about which nobody has said yet whether it may be kept. */
export interface Share {
  readonly id: Id;
  readonly files: number;
  readonly things: number;
  /** Padded. */
  readonly bytes: number;
}

/** The whole of what can be known without the keys. */
export interface WaitingView {
  /** False until this phone's vault was opened once by a Holdfast that has an inbox. */
  readonly ready: boolean;
  /** Sealed, and in the record at the next unlock. */
  readonly things: number;
  readonly shares: readonly Share[];
  /** A call that was going on when the app was last open. */
  readonly call: { readonly id: Id; readonly case: Id; readonly started: Ms } | null;
}

export const NOTHING_WAITS: WaitingView = { ready: false, things: 0, shares: [], call: null };

export interface TakenIn {
  readonly added: number;
  /** Entries that the disk has damaged: they stay where they are. */
  readonly unreadable: number;
}

export interface SealedOutcome {
  readonly name: string;
  readonly result: Result<void, Extract<FileOutcome["result"], { readonly ok: false }>>;
}

export interface InboxVault {
  readonly waiting: ReadonlySignal<WaitingView>;
  /** An id for a thing that is about to be sealed. */
  newThing(): Id;
  /** Written again under the same id, it replaces what waits under it. */
  sealNote(id: Id, text: string): Promise<Result<void, SaveFailure>>;
  /** Words from a call that is going on; as above. */
  sealCallNote(id: Id, text: string): Promise<Result<void, SaveFailure>>;
  /** Only after the gate was answered "no". */
  sealFiles(files: readonly File[], via: Via, watch: { readonly signal: AbortSignal; readonly onProgress: (p: IntakeProgress) => void; readonly covered?: ReadonlyMap<File, Cover> }): Promise<readonly SealedOutcome[]>;
  /** The gate's answer: kept until the unlock, or gone from this phone at once; `words` keeps the text and drops the files. */
  answerShare(share: Id, answer: "keep" | "words" | "drop"): Promise<Result<void, SaveFailure>>;
  /** The files of a share, for covering places in them; only with the keys. */
  sharedFiles(share: Id): Promise<readonly File[] | null>;
  /** The call is over, or is kept elsewhere: the locked app stops showing it. */
  leaveCall(): Promise<void>;
  /** Moves what waits into the record: calls' words to their calls, the rest into this case. Each thing once, whatever happens meanwhile. */
  takeIn(caseId: Id): Promise<TakenIn>;
}
