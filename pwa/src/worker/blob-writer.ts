// Writes sealed chunks durably: an OPFS file where that works, else rows of the database.
import { blobFolder, discardBytes, putChunk } from "../store/blob-files.js";
import type { Database } from "../store/schema.js";
import { write } from "../store/transaction.js";

export interface BlobWriter {
  readonly where: "opfs" | "idb";
  put(i: number, chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  /** On the disk when this returns. */
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
    put: (i, chunk) => write(database, ["chunks"], (tx) => putChunk(tx, blobId, i, chunk)),
    close: () => Promise.resolve(),
    discard: () => discardBytes(database, blobId),
  };
}

function inFile(database: Database, blobId: string, file: SyncFile): BlobWriter {
  let at = 0;
  return {
    where: "opfs",
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

export async function openBlobWriter(database: Database, blobId: string): Promise<BlobWriter> {
  const file = await openSyncFile(blobId);
  return file === null ? inRows(database, blobId) : inFile(database, blobId, file);
}
