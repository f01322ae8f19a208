// How much room this browser says there is, and asking it to keep what is ours.

export async function roomLeft(): Promise<{ readonly freeBytes: number; readonly persisted: boolean } | null> {
  if (typeof navigator.storage.estimate !== "function") return null;
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined || usage === undefined) return null;
  return { freeBytes: Math.max(0, quota - usage), persisted: await navigator.storage.persisted() };
}

let asked = false;

/** Once, at the first save: the answer changes nothing but how long the browser keeps things. */
export function askToPersist(): void {
  const storage = (navigator as { readonly storage?: StorageManager }).storage;
  if (asked || typeof storage?.persist !== "function") return;
  asked = true;
  void storage.persist();
}
