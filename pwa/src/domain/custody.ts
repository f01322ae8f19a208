// Custody lines: one hash-linked chain per case and device, checked without trusting who wrote it.
import { hex } from "../bytes.js";
import { isoWithOffset, isZone } from "./local-time.js";
import type { Ms } from "./records.js";

export const CUSTODY_EVENTS = ["received", "covered", "described", "sealed", "corrected", "removed", "timestamped", "exported"] as const;
export type CustodyEvent = (typeof CUSTODY_EVENTS)[number];

export interface CustodyLine {
  readonly n: number;
  /** SHA-256 of the line before in hex; 64 zeros first. */
  readonly prev: string;
  /** ISO 8601 with milliseconds and the zone's offset. */
  readonly at: string;
  readonly tz: string;
  readonly offset_ms?: number;
  /** Since when it had lain sealed in the inbox of a locked phone, as `at` is written. */
  readonly since?: string;
  readonly event: CustodyEvent;
  /** An exhibit's label or a record's id. */
  readonly item: string;
  readonly sha256?: string;
}

/** Where a chain ends: what the next line needs. */
export interface CustodyHead {
  readonly n: number;
  readonly hash: string;
}

export const NO_LINES: CustodyHead = { n: 0, hash: "0".repeat(64) };

export type Sha256 = (bytes: Uint8Array) => Promise<Uint8Array>;

export interface Entry {
  readonly at: Ms;
  readonly tz: string;
  readonly off?: number;
  readonly since?: { readonly at: Ms; readonly tz: string };
  readonly event: CustodyEvent;
  readonly item: string;
  readonly sha256?: Uint8Array;
}

const HASH = /^[0-9a-f]{64}$/;
const ITEM = /^([A-Z]+-\d{3,}|[0-9a-f]{32})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}$/;

/** The layout of docs/model.md: this order, no spaces. */
function print(line: CustodyLine): string {
  const { n, prev, at, tz, offset_ms, since, event, item, sha256 } = line;
  return JSON.stringify({ n, prev, at, tz, offset_ms, since, event, item, sha256 });
}

/** The bytes of the next line, and the head after it. */
export async function nextLine(head: CustodyHead, entry: Entry, digest: Sha256): Promise<{ readonly line: Uint8Array; readonly head: CustodyHead }> {
  const line: CustodyLine = {
    n: head.n + 1,
    prev: head.hash,
    at: isoWithOffset(entry.at, entry.tz),
    tz: entry.tz,
    ...(entry.off === undefined ? {} : { offset_ms: Math.round(entry.off) }),
    ...(entry.since === undefined ? {} : { since: isoWithOffset(entry.since.at, entry.since.tz) }),
    event: entry.event,
    item: entry.item,
    ...(entry.sha256 === undefined ? {} : { sha256: hex(entry.sha256) }),
  };
  if (!isLine(line)) throw new RangeError("custody line");
  const bytes = new TextEncoder().encode(print(line));
  return { line: bytes, head: { n: line.n, hash: hex(await digest(bytes)) } };
}

const optional = (value: unknown, holds: (present: unknown) => boolean): boolean => value === undefined || holds(value);
const matches = (value: unknown, pattern: RegExp): boolean => typeof value === "string" && pattern.test(value);

function isLine(value: unknown): value is CustodyLine {
  if (typeof value !== "object" || value === null) return false;
  const line = value as Record<keyof CustodyLine, unknown>;
  return (
    Number.isSafeInteger(line.n) &&
    (line.n as number) > 0 &&
    matches(line.prev, HASH) &&
    matches(line.at, INSTANT) &&
    typeof line.tz === "string" &&
    isZone(line.tz) &&
    optional(line.offset_ms, Number.isSafeInteger) &&
    optional(line.since, (present) => matches(present, INSTANT)) &&
    CUSTODY_EVENTS.some((event) => event === line.event) &&
    matches(line.item, ITEM) &&
    optional(line.sha256, (present) => matches(present, HASH))
  );
}

/** Null unless these are exactly the bytes that such a line has. */
export function readLine(bytes: Uint8Array): CustodyLine | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return isLine(value) && print(value) === text ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

export type ChainBreak = "format" | "number" | "prev";
export type ChainCheck =
  | { readonly ok: true; readonly head: CustodyHead }
  | { readonly ok: false; readonly index: number; readonly reason: ChainBreak };

/** Names the first line that does not follow from the one before; `index` counts from 0. */
export async function checkChain(lines: readonly Uint8Array[], digest: Sha256, from: CustodyHead = NO_LINES): Promise<ChainCheck> {
  let head = from;
  for (const [index, bytes] of lines.entries()) {
    const line = readLine(bytes);
    if (line === null) return { ok: false, index, reason: "format" };
    if (line.n !== head.n + 1) return { ok: false, index, reason: "number" };
    if (line.prev !== head.hash) return { ok: false, index, reason: "prev" };
    head = { n: line.n, hash: hex(await digest(bytes)) };
  }
  return { ok: true, head };
}
