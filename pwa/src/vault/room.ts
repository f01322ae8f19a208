// How much room this browser says there is, and asking it to keep what is ours.
import { storageManager } from "../store/opfs.js";
import { background } from "../store/failure.js";
import type { Core } from "./core.js";

export async function roomLeft(): Promise<{ readonly freeBytes: number; readonly persisted: boolean } | null> {
  const storage = storageManager();
  const { quota, usage } = (await storage?.estimate?.()) ?? {};
  if (quota === undefined || usage === undefined) return null;
  return { freeBytes: Math.max(0, quota - usage), persisted: (await storage?.persisted?.()) === true };
}

/** Once, at the first save; refused, it is asked again at the first save after the next start. */
export function askToPersist(core: Core): void {
  if (core.promised.value !== null) return;
  core.promised.value = true;
  background(note(core, async (storage) => await storage.persist?.()));
}

/** Without asking: what the browser said to an earlier save. */
export async function recallPromise(core: Core): Promise<void> {
  if (core.cases.value.length > 0) await note(core, async (storage) => await storage.persisted?.());
}

/** A browser that cannot be asked has promised nothing. */
async function note(core: Core, ask: (storage: Partial<StorageManager>) => Promise<boolean | undefined>): Promise<void> {
  const storage = storageManager();
  core.promised.value = storage === undefined ? false : (await ask(storage)) === true;
}
