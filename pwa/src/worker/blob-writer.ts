// Writes sealed chunks durably: an OPFS file where that works, else rows of the database; small blobs are held for their record.
import { blobFolder, discardBytes, putChunk } from "../store/blob-files.js";
import type { Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { openSyncFile, type SyncFile, writeAt } from "./sync-file.js";

/** A screenshot, and most photographs. */
const HELD = 8 * 1024 * 1024;

export interface BlobWriter {
  readonly where: "opfs" | "idb";
  /** What was put and is not on the disk. */
  readonly held: readonly Uint8Array<ArrayBuffer>[];
  put(i: number, chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  /** On the disk when this returns, but for what is held. */
  close(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

function inRows(database: Database, blobId: string): BlobWriter {
  return {
    where: "idb",
    held: [],
    put: (i, chunk) => write(database, ["chunks"], (tx) => putChunk(tx, blobId, i, chunk)),
    close: () => Promise.resolve(),
    discard: () => discardBytes(database, blobId),
  };
}

function inFile(database: Database, blobId: string, file: SyncFile): BlobWriter {
  let at = 0;
  return {
    where: "opfs",
    held: [],
    put: (_i, chunk) => {
      at = writeAt(file, chunk, at);
      return Promise.resolve();
    },
    close: () => {
      file.flush();
      file.close();
      return Promise.resolve();
    },
    discard: () => {
      file.close();
      return discardBytes(database, blobId);
    },
  };
}

/** One transaction with the record instead of a file before it: the disk is waited for once, and nothing can be left behind. */
function inHand(): BlobWriter {
  const held: Uint8Array<ArrayBuffer>[] = [];
  return {
    where: "idb",
    held,
    put: (i, chunk) => {
      held[i] = chunk;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}

export async function openBlobWriter(database: Database, blobId: string, paddedLen: number): Promise<BlobWriter> {
  if (paddedLen <= HELD) return inHand();
  const file = await openSyncFile(await blobFolder(), blobId);
  return file === null ? inRows(database, blobId) : inFile(database, blobId, file);
}
