// Follows a custody chain as a packet holds it: lines that are told, and lines of which only the hash is.
import { hex } from "../bytes.js";
import { type CustodyLine, readLine } from "../domain/custody.js";
import type { ChainHead } from "../domain/packet/record.js";
import type { Digest } from "./layout.js";

export interface FollowedChain {
  readonly name: string;
  /** Told lines up to a break. */
  readonly lines: readonly CustodyLine[];
  /** Of each line that follows, told or not. */
  readonly hashes: readonly string[];
  readonly count: number;
  /** The first line, from 1, that does not follow. */
  readonly broken: number | null;
  readonly head: ChainHead | null;
}

const LF = 10;

/** Null where the last line has no end. */
function linesIn(bytes: Uint8Array): readonly Uint8Array[] | null {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, from)) {
    lines.push(bytes.subarray(from, at));
    from = at + 1;
  }
  return from === bytes.length ? lines : null;
}

function redacted(line: Uint8Array, n: number): string | null {
  if (line.length > 200) return null;
  const [, number, hash] = /^\{"n":([1-9]\d*),"redacted":"([0-9a-f]{64})"\}$/.exec(new TextDecoder().decode(line)) ?? [];
  return Number(number) === n ? (hash ?? null) : null;
}

export async function followChain(name: string, bytes: Uint8Array, digest: Digest): Promise<FollowedChain> {
  const lines = linesIn(bytes);
  const told: CustodyLine[] = [];
  const hashes: string[] = [];
  let head: ChainHead | null = null;
  if (lines === null) return { name, lines: told, hashes, count: 0, broken: bytes.filter((byte) => byte === LF).length + 1, head };
  for (const [index, line] of lines.entries()) {
    const n = index + 1;
    const hidden = redacted(line, n);
    const read = hidden === null ? readLine(line) : null;
    const follows = hidden !== null || (read !== null && read.n === n && read.prev === (head?.sha256 ?? "0".repeat(64)));
    if (!follows) return { name, lines: told, hashes, count: index, broken: n, head };
    if (read !== null) told.push(read);
    head = { n, sha256: hidden ?? hex(await digest(line)) };
    hashes.push(head.sha256);
  }
  return { name, lines: told, hashes, count: lines.length, broken: null, head };
}
