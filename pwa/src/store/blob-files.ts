// Sealed blobs on this phone: OPFS files of concatenated chunks, or rows of chunks where OPFS does not work.
import { waitingRows } from "./inbox.js";
import { opfsFolder } from "./opfs.js";
import type { BlobRow, Database, WriteTx } from "./schema.js";
import { write } from "./transaction.js";

const FOLDER = "blobs";

/** Thrown when the bytes that a row promises are not there. */
export class BlobMissing extends Error {
  override readonly name = "BlobMissing";
}

/** The folder of blob files; null where this browser or mode has no OPFS. */
export function blobFolder(): Promise<FileSystemDirectoryHandle | null> {
  return opfsFolder(FOLDER);
}

/** Sealed chunk `i`, whose offset and length follow from the blob's shape. */
export async function readSealedChunk(database: Database, row: Pick<BlobRow, "id" | "where">, i: number, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  if (row.where === "idb") {
    const chunk = await database.get("chunks", [row.id, i]);
    if (chunk === undefined) throw new BlobMissing();
    return new Uint8Array(chunk.bytes);
  }
  const folder = await blobFolder();
  if (folder === null) throw new BlobMissing();
  try {
    const file = await (await folder.getFileHandle(row.id)).getFile();
    return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException) throw new BlobMissing();
    throw error;
  }
}

export function chunkRange(blob: string): IDBKeyRange {
  return IDBKeyRange.bound([blob, 0], [blob, Number.MAX_SAFE_INTEGER]);
}

export async function putChunk(tx: WriteTx, blob: string, i: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  await tx.objectStore("chunks").put({ blob, i, bytes: whole });
}

/** Removes the bytes of a blob, wherever they are. */
export async function eraseBytes(database: Database, blob: string): Promise<void> {
  await database.delete("chunks", chunkRange(blob));
  const folder = await blobFolder();
  if (folder === null) return;
  try {
    await folder.removeEntry(blob);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
  }
}

/** After a failure: what cannot be erased now is swept at the next start. */
export async function discardBytes(database: Database, blob: string): Promise<void> {
  try {
    await eraseBytes(database, blob);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Drops a copy of what the server has, so that it can be fetched again; never the only copy. False when there was none. */
export async function forgetCopy(database: Database, blob: string): Promise<boolean> {
  const dropped = await write(database, ["blobs", "chunks"], async (tx) => {
    const row = await tx.objectStore("blobs").get(blob);
    if (row?.state !== "stored" && row?.state !== "coming") return false;
    await tx.objectStore("blobs").delete(blob);
    await tx.objectStore("chunks").delete(chunkRange(blob));
    return true;
  });
  if (dropped) await discardBytes(database, blob);
  return dropped;
}

/** Erases bytes that no row names: leftovers of an intake that was killed. Call only while no intake runs. */
export async function sweepBlobs(database: Database): Promise<number> {
  // The inbox first: what an unlock moves into the record meanwhile is seen in one of the two.
  const waiting = (await waitingRows(database)).flatMap(({ row }) => row.blobs.map(({ id }) => id));
  const kept = (await database.getAll("blobs")).filter(({ state }) => state !== "going" && state !== "gone");
  const known = new Set([...waiting, ...kept.map(({ id }) => id)]);
  const strays = new Set((await database.getAllKeys("chunks")).map(([blob]) => blob));
  const folder = await blobFolder();
  if (folder !== null) for await (const name of folder.keys()) strays.add(name);
  const lost = [...strays].filter((blob) => !known.has(blob));
  for (const blob of lost) await eraseBytes(database, blob);
  return lost.length;
}
