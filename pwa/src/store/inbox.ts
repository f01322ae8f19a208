// The rows of the inbox: sealed entries, and the sealed bodies that they name.
import { equalBytes } from "../crypto/constant-time.js";
import { readMeta } from "./meta.js";
import type { ChunkRow, Database, InboxRow, WriteTx } from "./schema.js";
import { write } from "./transaction.js";

/** The store of single values, within a transaction of any kind. */
interface MetaReader {
  getAllKeys(range: IDBKeyRange): Promise<readonly string[]>;
  getAll(range: IDBKeyRange): Promise<readonly unknown[]>;
}

const PREFIX = "inbox/";
const all = (): IDBKeyRange => IDBKeyRange.bound(PREFIX, "inbox0", false, true);

export interface Waiting {
  readonly id: string;
  readonly row: InboxRow;
}

/** Thrown when an entry is not there any more: another tab took it. */
export class Taken extends Error {
  override readonly name = "Taken";
}

export function waitingRows(database: Database): Promise<readonly Waiting[]> {
  return rowsIn(database.transaction("meta").store);
}

export async function rowsIn(meta: MetaReader): Promise<readonly Waiting[]> {
  const [keys, rows] = await Promise.all([meta.getAllKeys(all()), meta.getAll(all())]);
  return keys.map((key, i) => ({ id: key.slice(PREFIX.length), row: rows[i] as InboxRow }));
}

export async function putRow(tx: WriteTx, id: string, row: InboxRow): Promise<void> {
  await tx.objectStore("meta").put(row, PREFIX + id);
}

export function countWaiting(tx: WriteTx): Promise<number> {
  return tx.objectStore("meta").count(all());
}

/** The rows named, as they are now; one transaction. */
async function rowsOf(tx: WriteTx, ids: readonly string[]): Promise<readonly Waiting[]> {
  const found = await Promise.all(ids.map(async (id) => ({ id, row: (await tx.objectStore("meta").get(PREFIX + id)) as InboxRow | undefined })));
  return found.flatMap(({ id, row }) => (row === undefined ? [] : [{ id, row }]));
}

/** To be used up by the save of this transaction. */
export async function takeRow(tx: WriteTx, id: string): Promise<void> {
  if ((await rowsOf(tx, [id])).length === 0) throw new Taken();
  await tx.objectStore("meta").delete(PREFIX + id);
}

export interface Entry extends Waiting {
  readonly chunks: readonly ChunkRow[];
}

/** All of them, or none: sealed to `pub`, which must still be this phone's. */
export function putRows(database: Database, pub: ArrayBuffer, entries: readonly Entry[]): Promise<void> {
  return write(database, ["meta", "chunks"], async (tx) => {
    const key = (await tx.objectStore("meta").get("inbox_key")) as { readonly pub: ArrayBuffer } | undefined;
    if (key === undefined || !equalBytes(new Uint8Array(key.pub), new Uint8Array(pub))) throw new DOMException("another inbox key", "InvalidStateError");
    for (const { id, row, chunks } of entries) {
      await putRow(tx, id, row);
      for (const chunk of chunks) await tx.objectStore("chunks").put(chunk);
    }
  });
}

/** They may be kept: from now on they only wait for the unlock. */
export function admitRows(database: Database, ids: readonly string[]): Promise<void> {
  return write(database, ["meta"], async (tx) => {
    for (const { id, row } of await rowsOf(tx, ids)) await putRow(tx, id, { entry: row.entry, blobs: row.blobs });
  });
}

/** The entries go; answers the blobs whose bytes go with them. */
export function dropRows(database: Database, ids: readonly string[]): Promise<readonly string[]> {
  return write(database, ["meta"], async (tx) => {
    const rows = await rowsOf(tx, ids);
    for (const { id } of rows) await tx.objectStore("meta").delete(PREFIX + id);
    return rows.flatMap(({ row }) => row.blobs.map((blob) => blob.id));
  });
}

/** The public half; undefined before this phone's vault was opened for the first time. */
export async function inboxPub(database: Database): Promise<ArrayBuffer | undefined> {
  return (await readMeta(database, "inbox_key"))?.pub;
}
