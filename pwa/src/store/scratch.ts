// Room for the one large file that is being made, an encrypted copy or the bag that somebody hands over readable: a folder of its own, emptied when its screen is left, and at every start.
import { opfsFolder, opfsRoot } from "./opfs.js";

const FOLDER = "scratch";

/** Null where this browser or mode has no OPFS. */
export function scratchFolder(): Promise<FileSystemDirectoryHandle | null> {
  return opfsFolder(FOLDER);
}

/** What cannot be removed now is at the next start. */
export async function emptyScratch(): Promise<void> {
  try {
    await (await opfsRoot())?.removeEntry(FOLDER, { recursive: true });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
