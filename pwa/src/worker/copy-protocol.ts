// What the page asks of the copies' worker: files that leave the vault whole, and such files read and checked.
import type { Report } from "../bag/check.js";
import type { Bytes } from "../crypto/bytes.js";
import type { PacketRecord } from "../domain/packet/record.js";
import type { CopyManifest } from "../domain/copy-manifest.js";
import type { OpenInput, Run, SealedFile } from "./protocol.js";

export type CopyPart =
  | { readonly kind: "bytes"; readonly path: string; readonly modified: number; readonly bytes: Bytes }
  | { readonly kind: "picture"; readonly path: string; readonly modified: number; readonly input: OpenInput & { readonly sha256: Bytes } };

export interface CopyOutInput {
  readonly passphrase: string;
  readonly parts: readonly CopyPart[];
}

export interface CopyMade {
  readonly file: Blob;
  /** Paths of pictures that this phone has damaged. */
  readonly leftOut: readonly string[];
}

/** A picture sealed anew for this vault, its chunks on the disk; no row names it yet. */
export interface CopiedBlob {
  readonly id: string;
  readonly key: Bytes;
  readonly sealed: Omit<SealedFile, "held">;
}

export interface CopiedInPicture {
  readonly path: string;
  readonly original: CopiedBlob;
  readonly thumb: (CopiedBlob & { readonly w: number; readonly h: number }) | null;
}

export interface CopyInInput {
  readonly passphrase: string;
  readonly file: Blob;
}

export interface CopyRead {
  readonly manifest: CopyManifest;
  /** By path: each case's records as they are in the file, their hashes checked. */
  readonly records: ReadonlyMap<string, Bytes>;
  readonly pictures: readonly CopiedInPicture[];
  readonly leftOut: readonly string[];
}

/** A file as it lies on the disk: it is read piece by piece. */
export type BagPart = CopyPart | { readonly kind: "file"; readonly path: string; readonly modified: number; readonly file: Blob };

export interface BagOutInput {
  readonly parts: readonly BagPart[];
}

/** `damaged`: the path of the first picture that turned out not to be what the record says; then there is no file. */
export type BagMade = { readonly file: Blob } | { readonly damaged: string };

export interface BagInInput {
  readonly file: Blob;
  /** From outside, as fingerprintIn gives it. */
  readonly fingerprint: string | null;
  /** A PEM file of an authority that the reader believes. */
  readonly authority: Blob | null;
}

/** An answer to a query for this hash, and the certificates that the authority goes by. */
export interface StampReadInput {
  readonly reply: Bytes;
  readonly sha256: Bytes;
  readonly chain: Bytes;
}

export interface HashInput {
  readonly file: Blob;
}

/** record.json by itself. */
export interface ReadRecord {
  readonly record: PacketRecord;
  readonly fingerprint: string;
}

export type { Report } from "../bag/check.js";

export interface CopyTasks {
  bagOut: { readonly input: BagOutInput; readonly output: BagMade };
  bagIn: { readonly input: BagInInput; readonly output: Report };
  record: { readonly input: HashInput; readonly output: ReadRecord | null };
  hash: { readonly input: HashInput; readonly output: string };

  stampQuery: { readonly input: { readonly sha256: Bytes }; readonly output: Bytes };
  stampRead: { readonly input: StampReadInput; readonly output: { readonly at: number } | null };
  copyOut: { readonly input: CopyOutInput; readonly output: CopyMade };
  copyIn: { readonly input: CopyInInput; readonly output: CopyRead };
}
export type RunCopyTask = Run<CopyTasks>;
