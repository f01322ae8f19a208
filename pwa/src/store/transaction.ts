// One durable transaction: all of it is on the disk, or none of it happened.
import type { Database, StoreName, WriteTx } from "./schema.js";

/** `act` may only await requests of this transaction. Whatever it throws aborts everything. */
export async function write<T>(database: Database, stores: readonly StoreName[], act: (tx: WriteTx) => Promise<T>): Promise<T> {
  const tx = database.transaction([...stores], "readwrite", { durability: "strict" });
  try {
    const value = await act(tx);
    await tx.done;
    return value;
  } catch (error) {
    await abandon(tx);
    throw error;
  }
}

async function abandon(tx: WriteTx): Promise<void> {
  try {
    tx.abort();
  } catch (error) {
    // InvalidStateError: it had already ended by itself.
    if (!(error instanceof DOMException)) throw error;
  }
  await tx.done.catch((reason: unknown) => {
    if (reason !== null && !(reason instanceof DOMException)) throw reason;
  });
}
