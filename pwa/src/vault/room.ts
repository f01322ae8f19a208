// How much room this browser says there is, and asking it to keep what is ours.
import { storageManager } from "../store/blob-files.js";

export async function roomLeft(): Promise<{ readonly freeBytes: number; readonly persisted: boolean } | null> {
  const storage = storageManager();
  const { quota, usage } = (await storage?.estimate?.()) ?? {};
  if (quota === undefined || usage === undefined) return null;
  return { freeBytes: Math.max(0, quota - usage), persisted: (await storage?.persisted?.()) === true };
}

let asked = false;

/** Once, at the first save: the answer changes nothing but how long the browser keeps things. */
export function askToPersist(): void {
  if (asked) return;
  asked = true;
  void storageManager()?.persist?.();
}
