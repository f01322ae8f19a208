// Room for one large encrypted file that is being made: a folder of its own, emptied at every start. Nothing readable is ever put there.
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
