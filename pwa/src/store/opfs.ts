// The browser's own private file system, where there is one.

/** This browser's storage manager, where there is one. */
export function storageManager(): Partial<StorageManager> | undefined {
  return typeof navigator === "undefined" ? undefined : (navigator as { readonly storage?: StorageManager }).storage;
}

/** Its root; null where this browser or mode has none. */
export async function opfsRoot(): Promise<FileSystemDirectoryHandle | null> {
  const storage = storageManager();
  if (typeof storage?.getDirectory !== "function") return null;
  try {
    return await storage.getDirectory();
  } catch (error) {
    // SecurityError or UnknownError: private windows of some browsers.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** There is one, and this window may not have it: so it is in private windows of Safari and Firefox. */
export async function opfsRefused(): Promise<boolean> {
  return typeof storageManager()?.getDirectory === "function" && (await opfsRoot()) === null;
}

/** A folder of it, made if need be; null where there is none. */
export async function opfsFolder(name: string): Promise<FileSystemDirectoryHandle | null> {
  const root = await opfsRoot();
  if (root === null) return null;
  try {
    return await root.getDirectoryHandle(name, { create: true });
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
