// Reads a bag's zip from front to back: every file's hash and size, and the few small ones whole.
import { type Bytes, hex, joined } from "../bytes.js";
import type { Finding } from "../domain/packet/findings.js";
import { unzipped } from "../zip/reader.js";
import { ZipRefusal } from "../zip/refusal.js";

export interface RunningHash {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

export interface BagFile {
  readonly sha256: string;
  readonly size: number;
  /** Of tag files, the record and chains. */
  readonly bytes: Bytes | null;
}

export interface ReadBag {
  readonly folder: string;
  /** By path below the folder. */
  readonly files: ReadonlyMap<string, BagFile>;
}

const MOST_HELD = 64 * 1024 * 1024;

/** Below its one folder; null for a name that has no place in a bag. */
function pathIn(name: string, folder: string | null): { readonly folder: string; readonly path: string } | null {
  const [first = "", ...rest] = name.split("/");
  const parts = [first, ...rest];
  // eslint-disable-next-line no-control-regex
  const plain = !/[\\\0-\x1f\x7f]/.test(name) && parts.every((part) => part !== "" && part !== "." && part !== "..");
  if (!plain || rest.length === 0 || (folder !== null && first !== folder) || /^[A-Za-z]:/.test(name)) return null;
  return { folder: first, path: rest.join("/") };
}

const isHeld = (path: string): boolean => !path.startsWith("data/") || path === "data/record.json" || path.startsWith("data/custody/");

/** What ends the reading is a finding; what `source` itself throws goes through. */
export async function readBag(source: AsyncIterable<Bytes>, hasher: () => Promise<RunningHash>): Promise<ReadBag | Finding> {
  const files = new Map<string, BagFile>();
  let folder: string | null = null;
  let held = 0;
  try {
    for await (const { entry, body } of unzipped(source, false)) {
      const place = pathIn(entry.name, folder);
      if (place === null || files.has(place.path)) return { code: "unsafe_name", subject: entry.name };
      folder = place.folder;
      const keep = isHeld(place.path);
      held += keep ? entry.size : 0;
      if (held > MOST_HELD) return { code: "not_a_bag", subject: place.path };
      const [hash, parts] = [await hasher(), [] as Uint8Array[]];
      for await (const piece of body) {
        hash.update(piece);
        if (keep) parts.push(piece);
      }
      files.set(place.path, { sha256: hex(hash.digest()), size: entry.size, bytes: keep ? joined(parts) : null });
    }
  } catch (error) {
    if (!(error instanceof ZipRefusal)) throw error;
    return { code: error.code === "truncated" ? "zip_truncated" : "zip_foreign", subject: null };
  }
  return { folder: folder ?? "", files };
}
