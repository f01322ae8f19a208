// A whole vault as a file: the stores as they were made, and every row; kept for each released schema.
import { fromBase64url, toBase64url } from "../../crypto/base64url.js";

interface StoreShape {
  readonly name: string;
  readonly keyPath: string | readonly string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly { readonly name: string; readonly keyPath: string | readonly string[] }[];
}

interface StoreFile extends StoreShape {
  readonly rows: readonly { readonly key: unknown; readonly value: unknown }[];
}

export interface VaultFile {
  readonly version: number;
  readonly stores: readonly StoreFile[];
}

const packed = (value: unknown): unknown =>
  value instanceof ArrayBuffer
    ? { bytes: toBase64url(new Uint8Array(value)) }
    : Array.isArray(value)
      ? value.map(packed)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, packed(inner)]))
        : value;

function unpacked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value !== "object" || value === null) return value;
  const { bytes } = value as { readonly bytes?: unknown };
  if (typeof bytes === "string" && Object.keys(value).length === 1) return fromBase64url(bytes).buffer;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpacked(inner)]));
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("request"));
  });
}

function shapeOf(store: IDBObjectStore): StoreShape {
  const indexes = [...store.indexNames].map((name) => ({ name, keyPath: store.index(name).keyPath }));
  return { name: store.name, keyPath: store.keyPath, autoIncrement: store.autoIncrement, indexes };
}

export async function writeVault(name: string): Promise<VaultFile> {
  const database = await done(indexedDB.open(name));
  const tx = database.transaction([...database.objectStoreNames]);
  const stores: StoreFile[] = [];
  for (const storeName of database.objectStoreNames) {
    const store = tx.objectStore(storeName);
    const [keys, values] = [await done(store.getAllKeys()), (await done(store.getAll())) as readonly unknown[]];
    stores.push({ ...shapeOf(store), rows: keys.map((key, i) => ({ key, value: packed(values[i]) })) });
  }
  const { version } = database;
  database.close();
  return { version, stores };
}

/** Makes the database as the build of that version left it. */
export async function restoreVault(name: string, { version, stores }: VaultFile): Promise<void> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    for (const { name: storeName, keyPath, autoIncrement, indexes, rows } of stores) {
      const store = request.result.createObjectStore(storeName, { keyPath: keyPath as string | string[] | null, autoIncrement });
      for (const index of indexes) store.createIndex(index.name, index.keyPath as string);
      for (const { key, value } of rows) store.put(unpacked(value), keyPath === null ? (key as IDBValidKey) : undefined);
    }
  };
  (await done(request)).close();
}
