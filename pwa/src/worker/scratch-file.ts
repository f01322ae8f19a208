// Where a file that is being made goes: the scratch folder, or where there is none the browser's own care of a Blob's parts.
import type { Bytes } from "../crypto/bytes.js";
import { isFull } from "../store/failure.js";
import { emptyScratch, scratchFolder } from "../store/scratch.js";
import { TaskFailed } from "./protocol.js";
import { openSyncFile, writeAt } from "./sync-file.js";

const NAME = "copy";
/** Parts of this length are handed to the browser, which may put them on its own disk. */
const PART = 4 * 1024 * 1024;

interface ScratchFile {
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
async function openScratchFile(): Promise<ScratchFile> {
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
      // Not flushed: it need not outlive this start of the machine, and 300 MB take a disk seconds.
      file.close();
      return (await folder.getFileHandle(NAME)).getFile();
    },
    discard: async () => {
      file.close();
      await emptyScratch();
    },
  };
}

async function written(pieces: AsyncIterable<Bytes>): Promise<Blob> {
  const scratch = await openScratchFile();
  try {
    for await (const piece of pieces) scratch.put(piece);
    return await scratch.finish();
  } catch (error) {
    await scratch.discard();
    throw error;
  }
}

/** The file that these pieces make; what ends it early leaves nothing of it. */
export async function scratchFileOf(pieces: AsyncIterable<Bytes>): Promise<Blob> {
  try {
    return await written(pieces);
  } catch (error) {
    if (isFull(error)) throw new TaskFailed("full");
    if (error instanceof DOMException) throw new TaskFailed("storage");
    throw error;
  }
}
