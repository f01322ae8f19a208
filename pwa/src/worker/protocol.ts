// What the page asks of the crypto worker, and what it answers.
import type { Bytes } from "../crypto/bytes.js";
import type { PwParams } from "../crypto/kdf-params.js";
import type { EpochKeys } from "../crypto/op.js";
import type { Entry } from "../domain/merge.js";
import type { PictureFacts } from "./picture-facts.js";
import type { PlateInput } from "./plate.js";
import type { Thumbnail } from "./thumbnail.js";

export interface StretchInput {
  readonly passphrase: string;
  readonly params: PwParams;
}

export interface SealInput {
  readonly file: Blob;
  readonly blobId: string;
  readonly key: Bytes;
}

export interface SealedFile {
  readonly hdr: Bytes;
  readonly commit: Bytes;
  readonly chunks: Bytes;
  readonly paddedLen: number;
  readonly chunkCount: number;
  readonly len: number;
  readonly sha256: Bytes;
  /** From the bytes, not the name. */
  readonly mime: string;
  readonly facts: PictureFacts;
  readonly where: "opfs" | "idb";
  /** Sealed chunks not on the disk yet, for the transaction of their record; empty when the worker wrote them. */
  readonly held: readonly Bytes[];
}

export interface OpenInput {
  readonly blobId: string;
  readonly key: Bytes;
  readonly hdr: Bytes;
  readonly commit: Bytes;
  readonly chunks: Bytes;
  readonly len: number;
  readonly mime: string;
  /** Of the plaintext; absent for a thumbnail, whose record carries none. */
  readonly sha256?: Bytes;
  /** Where its bytes lie, while no record names it yet. */
  readonly where?: "opfs" | "idb";
}

export interface ReadLogInput {
  readonly log: string;
  /** Of the log's ops those from the next one after this seq up to `last`, as many as make a page. */
  readonly after: number;
  readonly last: number;
  readonly keys: EpochKeys;
}

export interface LogPage {
  readonly entries: readonly Entry[];
  /** Where the page ends; null when there was nothing left. */
  readonly end: { readonly seq: number; readonly head: ArrayBuffer } | null;
}

export interface Tasks {
  /** Nothing: it starts the worker. */
  wake: { readonly input: null; readonly output: null };
  stretch: { readonly input: StretchInput; readonly output: Bytes };
  seal: { readonly input: SealInput; readonly output: SealedFile };
  open: { readonly input: OpenInput; readonly output: Blob };
  thumbnail: { readonly input: Blob; readonly output: Thumbnail | null };
  plate: { readonly input: PlateInput; readonly output: Blob | null };
  read_log: { readonly input: ReadLogInput; readonly output: LogPage };
}

/** Failures a person can act on; anything else is a bug and breaks the promise. */
export type TaskFailure = "cancelled" | "full" | "unreadable" | "storage" | "missing" | "damaged" | CopyFailure;
/** Of a copy file: not one of ours, another passphrase, or made by a later Holdfast. */
export type CopyFailure = "foreign" | "passphrase" | "later";

const OF_COPIES: ReadonlySet<TaskFailure> = new Set<CopyFailure>(["foreign", "passphrase", "later"]);

export function isCopyFailure(code: TaskFailure): code is CopyFailure {
  return OF_COPIES.has(code);
}

export class TaskFailed extends Error {
  override readonly name = "TaskFailed";
  constructor(readonly code: TaskFailure) {
    super(code);
  }
}

export interface TaskHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (bytesDone: number) => void;
}

/** What a worker can be asked for, by kind. */
export type TaskMap<T> = { readonly [K in keyof T]: { readonly input: unknown; readonly output: unknown } };
export type Run<T extends TaskMap<T>> = <K extends keyof T & string>(kind: K, input: T[K]["input"], hooks?: Partial<TaskHooks>) => Promise<T[K]["output"]>;
export type RunTask = Run<Tasks>;

export type ToWorker<T extends TaskMap<T> = Tasks> =
  | { [K in keyof T & string]: { readonly id: number; readonly kind: K; readonly input: T[K]["input"] } }[keyof T & string]
  | { readonly id: number; readonly kind: "cancel" };

export type FromWorker =
  | { readonly id: number; readonly type: "done"; readonly value: unknown }
  | { readonly id: number; readonly type: "progress"; readonly bytesDone: number }
  | { readonly id: number; readonly type: "failed"; readonly code: TaskFailure }
  | { readonly id: number; readonly type: "broken"; readonly message: string };
