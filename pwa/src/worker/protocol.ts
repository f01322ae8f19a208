// What the page asks of the crypto worker, and what it answers.
import type { Bytes } from "../crypto/bytes.js";
import type { PwParams } from "../crypto/kdf-params.js";
import type { PictureFacts } from "./picture-facts.js";
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
}

export interface Tasks {
  stretch: { readonly input: StretchInput; readonly output: Bytes };
  seal: { readonly input: SealInput; readonly output: SealedFile };
  open: { readonly input: OpenInput; readonly output: Blob };
  thumbnail: { readonly input: Blob; readonly output: Thumbnail | null };
}
export type TaskKind = keyof Tasks;

/** Failures a person can act on; anything else is a bug and breaks the promise. */
export type TaskFailure = "cancelled" | "full" | "unreadable" | "storage" | "missing" | "damaged";

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

export type RunTask = <K extends TaskKind>(kind: K, input: Tasks[K]["input"], hooks?: Partial<TaskHooks>) => Promise<Tasks[K]["output"]>;

export type ToWorker =
  | { [K in TaskKind]: { readonly id: number; readonly kind: K; readonly input: Tasks[K]["input"] } }[TaskKind]
  | { readonly id: number; readonly kind: "cancel" };

export type FromWorker =
  | { readonly id: number; readonly type: "done"; readonly value: Tasks[TaskKind]["output"] }
  | { readonly id: number; readonly type: "progress"; readonly bytesDone: number }
  | { readonly id: number; readonly type: "failed"; readonly code: TaskFailure }
  | { readonly id: number; readonly type: "broken"; readonly message: string };
