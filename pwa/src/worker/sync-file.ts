// An OPFS file that is written in place, where this realm can.

/** The part of FileSystemSyncAccessHandle used here; lib.dom lacks it. */
export interface SyncFile {
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

export async function openSyncFile(folder: FileSystemDirectoryHandle | null, name: string): Promise<SyncFile | null> {
  if (folder === null) return null;
  try {
    const handle: unknown = await folder.getFileHandle(name, { create: true });
    const { createSyncAccessHandle: open } = handle as { createSyncAccessHandle?: () => Promise<SyncFile> };
    return open === undefined ? null : await open.call(handle);
  } catch (error) {
    if (error instanceof DOMException && error.name !== "QuotaExceededError") return null;
    throw error;
  }
}

/** Where the next bytes go. */
export function writeAt(file: SyncFile, bytes: Uint8Array<ArrayBuffer>, at: number): number {
  if (file.write(bytes, { at }) !== bytes.length) throw new DOMException("short write", "QuotaExceededError");
  return at + bytes.length;
}
