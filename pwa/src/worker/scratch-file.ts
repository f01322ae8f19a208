// Where a file that is being made goes: the scratch folder, or where there is none the browser's own care of a Blob's parts.
import type { Bytes } from "../crypto/bytes.js";
import { emptyScratch, scratchFolder } from "../store/scratch.js";
import { openSyncFile, writeAt } from "./sync-file.js";

const NAME = "copy";
/** Parts of this length are handed to the browser, which may put them on its own disk. */
const PART = 4 * 1024 * 1024;

export interface ScratchFile {
  put(bytes: Bytes): void;
  finish(): Promise<Blob>;
  discard(): Promise<void>;
}

function inParts(): ScratchFile {
  const parts: Blob[] = [];
  let held: Bytes[] = [];
  let size = 0;
  const pass = (): void => {
    parts.push(new Blob(held));
    held = [];
    size = 0;
  };
  return {
    put: (bytes) => {
      held.push(bytes);
      size += bytes.length;
      if (size >= PART) pass();
    },
    finish: () => {
      pass();
      return Promise.resolve(new Blob(parts, { type: "application/octet-stream" }));
    },
    discard: () => Promise.resolve(),
  };
}

/** One at a time: an earlier one is gone. */
export async function openScratchFile(): Promise<ScratchFile> {
  await emptyScratch();
  const folder = await scratchFolder();
  const file = await openSyncFile(folder, NAME);
  if (folder === null || file === null) return inParts();
  let at = 0;
  return {
    put: (bytes) => {
      at = writeAt(file, bytes, at);
    },
    finish: async () => {
      file.flush();
      file.close();
      return (await folder.getFileHandle(NAME)).getFile();
    },
    discard: async () => {
      file.close();
      await emptyScratch();
    },
  };
}
