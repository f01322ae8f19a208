// Tasks: check a packet, read a record alone, or hash one file, read once from front to back in the memory of one piece.
import { checkBag, type Report } from "../bag/check.js";
import { readRecord } from "../bag/record-in.js";
import { hex } from "../crypto/bytes.js";
import { sha256 } from "../crypto/hash.js";
import { runningSha256 } from "../crypto/running-hash.js";
import { hashBy, verifySignature } from "../crypto/verify-signature.js";
import type { BagInInput, HashInput, ReadRecord } from "./copy-protocol.js";
import { fileBytes } from "./file-pieces.js";
import { TaskFailed, type TaskHooks } from "./protocol.js";

const LARGEST_RECORD = 64 * 1024 * 1024;

/** A file that went away while it was read. */
async function namingUnreadable<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DOMException) throw new TaskFailed("unreadable");
    throw error;
  }
}

export function runBagIn({ file, fingerprint, authority }: BagInInput, hooks: TaskHooks): Promise<Report> {
  return namingUnreadable(async () => {
    const given = authority === null ? null : new Uint8Array(await authority.slice(0, LARGEST_RECORD).arrayBuffer());
    return checkBag(fileBytes(file, hooks), { fingerprint, authority: given }, { digest: (bytes) => sha256(bytes), hasher: runningSha256, hash: hashBy, verify: verifySignature });
  });
}

export function runHash({ file }: HashInput, hooks: TaskHooks): Promise<string> {
  return namingUnreadable(async () => {
    const hash = await runningSha256();
    for await (const piece of fileBytes(file, hooks)) hash.update(piece);
    return hex(hash.digest());
  });
}

/** Null for anything that is no record.json. */
export function runRecord({ file }: HashInput): Promise<ReadRecord | null> {
  return namingUnreadable(async () => {
    if (file.size > LARGEST_RECORD) return null;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const record = readRecord(bytes);
    return record === null ? null : { record, fingerprint: hex(await sha256(bytes)) };
  });
}
