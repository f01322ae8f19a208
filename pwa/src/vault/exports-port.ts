// What the screens may ask about copies of everything as one encrypted file: made on this phone, and read into another.
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import type { CaseSummary, Result } from "./port.js";

export interface ExportWatch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly bytesDone: number; readonly bytes: number }) => void;
}

export interface Paper {
  readonly path: string;
  readonly text: string;
}

/** The readable part, in the person's language. Paths are those of the pictures by exhibit. */
export interface ExportWords {
  readonly readMe: Paper;
  /** Names of the folders: each case's, and within it its pictures'. */
  readonly untitled: string;
  readonly pictures: string;
  record(summary: CaseSummary, state: CaseState, paths: ReadonlyMap<Id, string>): Paper;
}

export interface ExportedCopy {
  readonly name: string;
  /** On this phone until `dropCopy`, the next copy or the next start. */
  readonly file: Blob;
  readonly cases: number;
  readonly records: number;
  readonly pictures: number;
  /** Labels of pictures that are not in the file: not on this phone and not to be had now, or damaged. */
  readonly absent: readonly string[];
  readonly damaged: readonly string[];
}

export type ExportFailure = { readonly type: "locked" | "empty" | "cancelled" | "full" | "storage" | "busy" };

export interface ImportedCase {
  readonly title: string;
  /** Null when this phone had all of it already and nothing was brought in. */
  readonly id: Id | null;
  readonly records: number;
  readonly pictures: number;
  /** Pictures that the file itself has not got. */
  readonly absent: number;
}

export type ImportFailure = {
  readonly type: "locked" | "cancelled" | "full" | "storage" | "unreadable" | "foreign" | "passphrase" | "later" | "damaged";
};

export interface ExportsVault {
  /** Everything this phone can open, also without an account or a network; needs no more of the vault than that it is open. */
  exportCopy(passphrase: string, words: ExportWords, watch: ExportWatch): Promise<Result<ExportedCopy, ExportFailure>>;
  dropCopy(): Promise<void>;
  /** Each case of the file becomes a case of its own, or nothing changes. Says ok only after counts and hashes agreed. */
  importCopy(file: Blob, passphrase: string, watch: ExportWatch): Promise<Result<readonly ImportedCase[], ImportFailure>>;
}
