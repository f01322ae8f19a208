// Task: opens a sealed blob that is on this phone and checks it against its record.
import type { Bytes } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { sha256 } from "../crypto/hash.js";
import { CryptoRefusal } from "../crypto/refusal.js";
import { runningSha256 } from "../crypto/running-hash.js";
import type { Database } from "../store/schema.js";
import { namingFailures, plainPieces, type SealedPlace } from "./plain-pieces.js";
import { type OpenInput, TaskFailed } from "./protocol.js";

const ONE_PIECE = 64 * 1024 * 1024;

interface Plain {
  add(part: Bytes): void;
  sha256(): Promise<Bytes>;
  blob(mime: string): Blob;
}

/** Small files are hashed natively in one go; of large ones the browser holds the pieces, and this realm one chunk. */
async function gather(len: number): Promise<Plain> {
  const parts: BlobPart[] = [];
  const blob = (mime: string): Blob => new Blob(parts, { type: mime });
  if (len <= ONE_PIECE) return { add: (part) => parts.push(part), sha256: () => sha256(...(parts as Bytes[])), blob };
  const hash = await runningSha256();
  return {
    add(part) {
      hash.update(part);
      parts.push(new Blob([part]));
    },
    sha256: () => Promise.resolve(hash.digest()),
    blob,
  };
}

async function recorded(database: Database, blobId: string): Promise<SealedPlace> {
  const row = await database.get("blobs", blobId);
  if (row === undefined || row.state === "coming") throw new TaskFailed("missing");
  return row;
}

/** Fails `missing` when its bytes are not on this phone, `damaged` when they are not what the record says. */
export async function runOpen(database: Database, input: OpenInput): Promise<Blob> {
  const row = input.where === undefined ? await recorded(database, input.blobId) : { id: input.blobId, where: input.where };
  return namingFailures(async () => {
    const plain = await gather(input.len);
    for await (const part of plainPieces(database, row, input)) plain.add(part);
    if (input.sha256 !== undefined && !equalBytes(await plain.sha256(), input.sha256)) throw new CryptoRefusal("digest");
    return plain.blob(input.mime);
  });
}
