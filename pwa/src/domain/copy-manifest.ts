// What a copy file says of itself (docs/export-format.md): written first, checked against everything that follows.
import type { Id, Ms } from "./records.js";

export const MANIFEST = "holdfast/manifest.json";
export const END = "holdfast/end.json";

export interface CopiedPicture {
  readonly exhibit: Id;
  readonly path: string;
  readonly len: number;
  /** In hex. */
  readonly sha256: string;
}

export interface CopiedCase {
  readonly title: string;
  /** Path of its records in the file, and their SHA-256 in hex. */
  readonly records: string;
  readonly sha256: string;
  readonly count: number;
  readonly pictures: readonly CopiedPicture[];
  /** Exhibits whose pictures were not on the phone that made the copy. */
  readonly absent: readonly Id[];
}

export interface CopyManifest {
  readonly format: "holdfast-copy";
  readonly version: 1;
  readonly made: Ms;
  readonly cases: readonly CopiedCase[];
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const matching = (pattern: RegExp): Check => (value) => typeof value === "string" && pattern.test(value);
const ID = matching(/^[0-9a-f]{32}$/);
const HASH = matching(/^[0-9a-f]{64}$/);
const each = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);

/** Exactly these keys. */
function shaped(fields: Readonly<Record<string, Check>>): Check {
  const keys = Object.keys(fields).sort().join();
  return (value) => {
    if (typeof value !== "object" || value === null || Object.keys(value).sort().join() !== keys) return false;
    return Object.entries(fields).every(([key, check]) => check((value as Record<string, unknown>)[key]));
  };
}

const picture = shaped({ exhibit: ID, path: text, len: count, sha256: HASH });
const copied = shaped({ title: text, records: text, sha256: HASH, count, pictures: each(picture), absent: each(ID) });
const manifest = shaped({ format: (value) => value === "holdfast-copy", version: (value) => value === 1, made: count, cases: each(copied) });
const end = shaped({ left_out: each(text) });

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Null for anything else, and for one that names a path twice. */
export function readManifest(json: string): CopyManifest | "later" | null {
  const value = parsed(json);
  const said = value as { readonly format?: unknown; readonly version?: unknown } | null;
  if (said?.format === "holdfast-copy" && typeof said.version === "number" && said.version > 1) return "later";
  if (!manifest(value)) return null;
  const read = value as CopyManifest;
  const paths = read.cases.flatMap(({ records, pictures }) => [records, ...pictures.map(({ path }) => path)]);
  return new Set([MANIFEST, END, ...paths]).size === paths.length + 2 ? read : null;
}

/** Paths of pictures that turned out to be damaged while the copy was made; null for anything else. */
export function readEnd(json: string): readonly string[] | null {
  const value = parsed(json);
  return end(value) ? (value as { readonly left_out: readonly string[] }).left_out : null;
}
