// Writes sealed chunks durably: an OPFS file where that works, else rows of the database; small blobs are held for their record.
import { blobFolder, discardBytes, putChunk } from "../store/blob-files.js";
import type { Database } from "../store/schema.js";
import { write } from "../store/transaction.js";

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

/** The part of FileSystemSyncAccessHandle used here; lib.dom lacks it. */
interface SyncFile {
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

async function openSyncFile(blobId: string): Promise<SyncFile | null> {
  const folder = await blobFolder();
  if (folder === null) return null;
  try {
    const handle: unknown = await folder.getFileHandle(blobId, { create: true });
    const { createSyncAccessHandle: open } = handle as { createSyncAccessHandle?: () => Promise<SyncFile> };
    return open === undefined ? null : await open.call(handle);
  } catch (error) {
    if (error instanceof DOMException && error.name !== "QuotaExceededError") return null;
    throw error;
  }
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
      const written = file.write(chunk, { at });
      if (written !== chunk.length) throw new DOMException("short write", "QuotaExceededError");
      at += chunk.length;
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
  const file = await openSyncFile(blobId);
  return file === null ? inRows(database, blobId) : inFile(database, blobId, file);
}
