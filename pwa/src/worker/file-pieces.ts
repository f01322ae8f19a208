// A file that somebody chose, piece by piece, until somebody cancels.
import type { Bytes } from "../crypto/bytes.js";
import { TaskFailed, type TaskHooks } from "./protocol.js";

const READ = 1024 * 1024;

export async function* fileBytes(file: Blob, { signal, onProgress }: TaskHooks): AsyncGenerator<Bytes> {
  for (let at = 0; at < file.size; at += READ) {
    if (signal.aborted) throw new TaskFailed("cancelled");
    const piece = new Uint8Array(await file.slice(at, at + READ).arrayBuffer());
    if (piece.length === 0) throw new TaskFailed("unreadable");
    yield piece;
    onProgress(Math.min(at + READ, file.size));
  }
}
