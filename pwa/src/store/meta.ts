// Typed access to the single values of the store.
import type { Database, MetaValues, WriteTx } from "./schema.js";

export async function readMeta<K extends keyof MetaValues>(database: Database, key: K): Promise<MetaValues[K] | undefined> {
  return (await database.get("meta", key)) as MetaValues[K] | undefined;
}

export async function putMeta<K extends keyof MetaValues>(tx: WriteTx, key: K, value: MetaValues[K]): Promise<void> {
  await tx.objectStore("meta").put(value, key);
}
