// One picture of a copy file: sealed as the stream brings it, then read back from the disk and compared.
import { type Bytes, concat, unhex } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { newId } from "../crypto/ids.js";
import { systemRandom } from "../crypto/random.js";
import { runningSha256 } from "../crypto/running-hash.js";
import type { CopiedPicture } from "../domain/copy-manifest.js";
import { discardBytes, putChunk } from "../store/blob-files.js";
import type { Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { front } from "../zip/pieces.js";
import type { CopiedBlob, CopiedInPicture } from "./copy-protocol.js";
import { namingFailures, plainPieces } from "./plain-pieces.js";
import { TaskFailed } from "./protocol.js";
import { runSeal, sealInto, type Source } from "./seal-file.js";
import { runThumbnail } from "./thumbnail.js";

/** Up to here a picture is held whole, for its thumbnail. */
const AT_HAND = 32 * 1024 * 1024;

async function streamed(size: number, body: AsyncIterable<Bytes>): Promise<Source> {
  const from = front(body);
  const hash = await runningSha256();
  return {
    size,
    slice: async (start, end) => {
      const part = await from.take(end - start);
      hash.update(part);
      return part;
    },
    sha256: async () => {
      // The checksum of the entry is judged once somebody asks for what comes after it.
      await from.ended();
      return hash.digest();
    },
  };
}

/** What was held for one transaction with its record goes to the disk now. */
async function keep(database: Database, id: string, held: readonly Bytes[]): Promise<void> {
  if (held.length === 0) return;
  await write(database, ["chunks"], async (tx) => {
    for (const [i, chunk] of held.entries()) await putChunk(tx, id, i, chunk);
  });
}

async function seal(database: Database, act: (id: string, key: Bytes) => ReturnType<typeof runSeal>): Promise<CopiedBlob> {
  const [id, key] = [newId(), systemRandom(32)];
  const { held, ...sealed } = await act(id, key);
  try {
    await keep(database, id, held);
  } catch (error) {
    await discardBytes(database, id);
    throw error;
  }
  return { id, key, sealed };
}

async function compare(database: Database, { id, key, sealed }: CopiedBlob, { len, sha256 }: CopiedPicture): Promise<void> {
  const hash = await runningSha256();
  await namingFailures(async () => {
    for await (const piece of plainPieces(database, { id, where: sealed.where }, { ...sealed, blobId: id, key, len })) hash.update(piece);
  });
  const expected = unhex(sha256);
  if (!equalBytes(sealed.sha256, expected) || !equalBytes(hash.digest(), expected)) throw new TaskFailed("damaged");
}

/** `made` names it as soon as anything of it is on the disk. */
export async function sealCopied(database: Database, picture: CopiedPicture, body: AsyncIterable<Bytes>, signal: AbortSignal, made: CopiedInPicture[]): Promise<void> {
  const hooks = { signal, onProgress: () => undefined };
  const { path, len } = picture;
  if (len > AT_HAND) {
    const source = await streamed(len, body);
    const original = await seal(database, (blobId, key) => sealInto(database, source, { blobId, key }, hooks));
    made.push({ path, original, thumb: null });
    await compare(database, original, picture);
    return;
  }
  const parts: Bytes[] = [];
  for await (const part of body) parts.push(part);
  const file = new Blob([concat(...parts)]);
  const original = await seal(database, (blobId, key) => runSeal(database, { file, blobId, key }, hooks, runningSha256));
  const at = made.push({ path, original, thumb: null }) - 1;
  await compare(database, original, picture);
  const small = await runThumbnail(file);
  if (small === null) return;
  const thumb = await seal(database, (blobId, key) => runSeal(database, { file: small.jpeg, blobId, key }, hooks, runningSha256));
  made[at] = { path, original, thumb: { ...thumb, w: small.w, h: small.h } };
}
