// The custody lines of a case, one chain for each device that wrote any.
import { compareText } from "./canonical.js";
import { type CustodyLine, readLine } from "./custody.js";
import { eventsOf, type Log } from "./merge.js";
import type { Id } from "./records.js";

export interface Custody {
  readonly device: Id;
  /** By line number; to be checked with checkChain. */
  readonly lines: readonly Uint8Array[];
}

/** A line that cannot be read sorts first, where checkChain names it. */
function inOrder(lines: readonly Uint8Array[]): readonly Uint8Array[] {
  const placed = lines.map((bytes) => ({ bytes, n: readLine(bytes)?.n ?? 0 }));
  return placed.sort((a, b) => a.n - b.n).map(({ bytes }) => bytes);
}

export function custodyByDevice(log: Log): ReadonlyMap<Id, Custody> {
  const chains = new Map<Id, Uint8Array[]>();
  for (const { rec, device: signer } of eventsOf(log, "custody")) {
    const device = rec.body.device ?? signer;
    const chain = chains.get(device);
    if (chain === undefined) chains.set(device, [rec.body.line]);
    else chain.push(rec.body.line);
  }
  const sorted = [...chains].sort(([a], [b]) => compareText(a, b));
  return new Map(sorted.map(([device, lines]) => [device, { device, lines: inOrder(lines) }]));
}

/** What happened to one item, in the order of each device's chain. */
export function custodyOf(custody: Iterable<Custody>, item: string): readonly CustodyLine[] {
  return [...custody].flatMap(({ lines }) => lines.flatMap((bytes) => readLine(bytes) ?? [])).filter((line) => line.item === item);
}
