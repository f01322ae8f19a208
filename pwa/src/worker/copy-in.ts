// Task: reads a copy file from front to back. Its pictures are sealed anew for this vault and read again from the disk; nothing counts until the page has saved their records.
import { ageOpened } from "../crypto/age.js";
import { type Bytes, concat, hex } from "../crypto/bytes.js";
import { sha256 } from "../crypto/hash.js";
import { isRefusal } from "../crypto/refusal.js";
import { type CopiedPicture, type CopyManifest, END, MANIFEST, readEnd, readManifest } from "../domain/copy-manifest.js";
import { discardBytes } from "../store/blob-files.js";
import { isFull } from "../store/failure.js";
import type { Database } from "../store/schema.js";
import type { Entry } from "../zip/layout.js";
import { unzipped } from "../zip/reader.js";
import { ZipRefusal } from "../zip/refusal.js";
import type { CopiedInPicture, CopyInInput, CopyRead } from "./copy-protocol.js";
import { sealCopied } from "./copy-picture.js";
import { fileBytes } from "./file-pieces.js";
import { TaskFailed, type TaskHooks } from "./protocol.js";

type Pieces = AsyncGenerator<Bytes>;

/** Of the parts that are held in memory, all together. */
const MOST_HELD = 256 * 1024 * 1024;

async function whole(entry: Entry, body: Pieces, held: { bytes: number }): Promise<Bytes> {
  held.bytes += entry.size;
  if (held.bytes > MOST_HELD) throw new TaskFailed("damaged");
  const parts: Bytes[] = [];
  for await (const piece of body) parts.push(piece);
  return concat(...parts);
}

async function pass(body: Pieces): Promise<void> {
  while ((await body.next()).done !== true);
}

async function manifestOf(entry: Entry, body: Pieces, held: { bytes: number }): Promise<CopyManifest> {
  if (entry.name !== MANIFEST) throw new TaskFailed("foreign");
  const manifest = readManifest(new TextDecoder().decode(await whole(entry, body, held)));
  if (manifest === "later") throw new TaskFailed("later");
  if (manifest === null) throw new TaskFailed("damaged");
  return manifest;
}

/** Everything that was promised has come, but for pictures that were damaged when the copy was made. */
function complete(manifest: CopyManifest, records: ReadonlyMap<string, Bytes>, pictures: readonly CopiedInPicture[], leftOut: readonly string[] | null): readonly string[] {
  const came = new Set([...pictures.map(({ path }) => path), ...(leftOut ?? [])]);
  const promised = manifest.cases.flatMap((one) => one.pictures.map(({ path }) => path));
  const all = leftOut !== null && came.size === pictures.length + leftOut.length && came.size === promised.length && promised.every((path) => came.has(path));
  if (!all || manifest.cases.some((one) => !records.has(one.records))) throw new TaskFailed("damaged");
  return leftOut;
}

async function read(database: Database, { file, passphrase }: CopyInInput, hooks: TaskHooks, made: CopiedInPicture[]): Promise<CopyRead> {
  const held = { bytes: 0 };
  let manifest: CopyManifest | null = null;
  let leftOut: readonly string[] | null = null;
  const records = new Map<string, Bytes>();
  const expected = new Map<string, string>();
  const promised = new Map<string, CopiedPicture>();
  for await (const { entry, body } of unzipped(ageOpened(passphrase, fileBytes(file, hooks)))) {
    const picture = promised.get(entry.name);
    const digest = expected.get(entry.name);
    if (manifest === null) {
      manifest = await manifestOf(entry, body, held);
      for (const one of manifest.cases) {
        expected.set(one.records, one.sha256);
        for (const named of one.pictures) promised.set(named.path, named);
      }
    } else if (picture !== undefined) {
      if (promised.delete(entry.name) && entry.size !== picture.len) throw new TaskFailed("damaged");
      await sealCopied(database, picture, body, hooks.signal, made);
    } else if (digest !== undefined) {
      const bytes = await whole(entry, body, held);
      if (hex(await sha256(bytes)) !== digest) throw new TaskFailed("damaged");
      records.set(entry.name, bytes);
    } else if (entry.name === END) leftOut = readEnd(new TextDecoder().decode(await whole(entry, body, held)));
    else await pass(body);
  }
  if (manifest === null) throw new TaskFailed("foreign");
  return { manifest, records, pictures: made, leftOut: complete(manifest, records, made, leftOut) };
}

/** What stopped the reading, as a person can act on it. */
function named(error: unknown): unknown {
  if (isFull(error)) return new TaskFailed("full");
  if (error instanceof DOMException) return new TaskFailed(error.name === "NotReadableError" || error.name === "NotFoundError" ? "unreadable" : "storage");
  if (isRefusal(error, "commitment")) return new TaskFailed("passphrase");
  if (isRefusal(error, "format") || isRefusal(error, "kdf_excessive")) return new TaskFailed("foreign");
  if (isRefusal(error)) return new TaskFailed("damaged");
  if (error instanceof ZipRefusal) return new TaskFailed(error.code === "format" ? "foreign" : "damaged");
  return error;
}

/** All of it, or nothing is left on this phone. */
export async function runCopyIn(database: Database, input: CopyInInput, hooks: TaskHooks): Promise<CopyRead> {
  const made: CopiedInPicture[] = [];
  try {
    return await read(database, input, hooks, made);
  } catch (error) {
    for (const { original, thumb } of made) {
      await discardBytes(database, original.id);
      if (thumb !== null) await discardBytes(database, thumb.id);
    }
    throw named(error);
  }
}
