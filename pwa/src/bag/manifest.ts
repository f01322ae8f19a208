// Reads a bag's own papers: manifests, and the fields of bag-info.txt.
import type { BagFile } from "./read.js";

function textOf(file: BagFile | undefined): string | null {
  if (file?.bytes === undefined || file.bytes === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file.bytes);
  } catch {
    return null;
  }
}

/** Hashes by path, or null where a line is none or a path comes twice. */
export function readManifest(file: BagFile | undefined): ReadonlyMap<string, string> | null {
  const text = textOf(file);
  if (text === null || (text !== "" && !text.endsWith("\n"))) return null;
  const hashes = new Map<string, string>();
  for (const line of text.split("\n").slice(0, -1)) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
    if (hash === undefined || path === undefined || hashes.has(path)) return null;
    hashes.set(path, hash);
  }
  return hashes;
}

/** The first value of each field. */
export function readInfo(file: BagFile | undefined): ReadonlyMap<string, string> | null {
  const text = textOf(file);
  if (text === null) return null;
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, name, value] = /^([^:\s][^:]*): (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !fields.has(name)) fields.set(name, value);
  }
  return fields;
}

export function isBagit(file: BagFile | undefined): boolean {
  return textOf(file)?.startsWith("BagIt-Version: ") === true;
}
