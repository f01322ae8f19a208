// Words and switches that are not secret and that the service worker must read while the vault is locked.

/** Plain on this phone, never sent: nothing here may name a case, a person or a number. */
export interface Prefs {
  readonly lang?: "en" | "fr";
  readonly theme?: "light" | "dark" | "system";
  /** Chosen by the user for the lock screen; absent = the catalogue's default. */
  readonly neutral_words?: string;
  readonly first_run_done?: boolean;
  /** The name and icon it is installed under. */
  readonly look?: "own" | "plain";
  /** The offer to install was put off. */
  readonly install_later?: boolean;
  /** Chooses words and order before a case exists and while the vault is locked. */
  readonly audience?: "child" | "me" | "other";
  /** Minutes without a touch until the vault locks; 0 = never, absent = 3. */
  readonly lock_minutes?: number;
  /** Whether pictures go out on any network, or wait for "Upload now"; absent = wait on mobile data, where the browser tells. */
  readonly upload_on?: "any" | "ask";
  /** Set by the service worker when the browser dropped the push subscription. */
  readonly push_lost?: boolean;
}

const DATABASE = "holdfast-prefs";
const STORE = "prefs";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error("prefs: open failed"));
    };
  });
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        resolve(request.result);
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error("prefs: aborted"));
      };
    });
  } finally {
    database.close();
  }
}

export async function readPrefs(): Promise<Prefs> {
  return ((await run("readonly", (store) => store.get("prefs"))) as Prefs | undefined) ?? {};
}

/** Read and written in one transaction: the page and the service worker take none of each other's changes back. */
export async function writePrefs(change: Partial<Prefs>): Promise<Prefs> {
  let next: Prefs = change;
  await run("readwrite", (store) => {
    const reading = store.get("prefs");
    reading.onsuccess = () => {
      next = { ...(reading.result as Prefs | undefined), ...change };
      store.put(next, "prefs");
    };
    return reading;
  });
  return next;
}
