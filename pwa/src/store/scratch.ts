// Room for one large encrypted file that is being made: a folder of its own, emptied at every start. Nothing readable is ever put there.
import { storageManager } from "./blob-files.js";

const FOLDER = "scratch";

/** Null where this browser or mode has no OPFS. */
export async function scratchFolder(): Promise<FileSystemDirectoryHandle | null> {
  const storage = storageManager();
  if (typeof storage?.getDirectory !== "function") return null;
  try {
    return await (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** What cannot be removed now is at the next start. */
export async function emptyScratch(): Promise<void> {
  const storage = storageManager();
  if (typeof storage?.getDirectory !== "function") return;
  try {
    await (await storage.getDirectory()).removeEntry(FOLDER, { recursive: true });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
