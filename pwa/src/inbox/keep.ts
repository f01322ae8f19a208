// Puts things into the inbox: sealed to its public half, durable before anything is called saved.
import { encodeCbor } from "../crypto/cbor.js";
import { idBytes } from "../crypto/ids.js";
import { sealEntry } from "../crypto/inbox.js";
import { type Received, type Waiting, writeWaiting } from "../domain/waiting.js";
import { type Entry, inboxPub, putRows } from "../store/inbox.js";
import type { ChunkRow, Database, KeptBlob } from "../store/schema.js";

/** A thing before the moment and the place among its like are added. */
export interface Thing {
  readonly id: string;
  readonly what: { [K in Waiting["kind"]]: Omit<Extract<Waiting, { readonly kind: K }>, keyof Received | "v" | "n"> }[Waiting["kind"]];
  readonly blobs: readonly KeptBlob[];
  readonly chunks: readonly ChunkRow[];
}

/** This phone's vault was never opened by a Holdfast that has an inbox. */
export class NoInbox extends Error {
  override readonly name = "NoInbox";
}

async function seal(pub: ArrayBuffer, received: Received, { id, what }: Thing, n: number): Promise<ArrayBuffer> {
  const item = { v: 1, n, ...received, ...what } as Waiting;
  return (await sealEntry(new Uint8Array(pub), idBytes(id), encodeCbor(writeWaiting(item)))).buffer;
}

export interface Batch extends Received {
  /** Nobody has said yet that these may be kept. */
  readonly share?: string;
  /** The place of the first of them among what came at once. */
  readonly from?: number;
}

/** In one transaction. An id that waits already is replaced. */
export async function keepThings(database: Database, { share, from = 0, ...received }: Batch, things: readonly Thing[]): Promise<void> {
  const pub = await inboxPub(database);
  if (pub === undefined) throw new NoInbox();
  const entries = things.map(async (thing, n): Promise<Entry> => {
    const entry = await seal(pub, received, thing, from + n);
    return { id: thing.id, row: { entry, blobs: thing.blobs, ...(share === undefined ? {} : { share }) }, chunks: thing.chunks };
  });
  await putRows(database, pub, await Promise.all(entries));
}
