// Timestamps of custody chains: which line a clock has seen, and which still waits.
import type { Custody } from "./custody-lines.js";
import { eventsOf, type Log } from "./merge.js";
import type { Id, TimestampBody } from "./records.js";

/** By line number. */
export function timestampsByDevice(log: Log): ReadonlyMap<Id, readonly TimestampBody[]> {
  const found = new Map<Id, TimestampBody[]>();
  for (const { rec } of eventsOf(log, "timestamp")) found.set(rec.body.device, [...(found.get(rec.body.device) ?? []), rec.body]);
  for (const list of found.values()) list.sort((a, b) => a.n - b.n || a.stamped - b.stamped);
  return found;
}

interface Stamped {
  readonly custody: ReadonlyMap<Id, Custody>;
  readonly timestamps: ReadonlyMap<Id, readonly TimestampBody[]>;
}

/** The last line of a device's chain, when no clock has seen it. */
export function unstamped({ custody, timestamps }: Stamped, device: Id): { readonly n: number; readonly line: Uint8Array } | null {
  const { lines } = custody.get(device) ?? { lines: [] };
  const line = lines.at(-1);
  return line === undefined || (timestamps.get(device)?.at(-1)?.n ?? 0) >= lines.length ? null : { n: lines.length, line };
}

/** The first that saw line `n`, or one after it. */
export function stampOf({ timestamps }: Pick<Stamped, "timestamps">, device: Id, n: number): TimestampBody | null {
  const after = (timestamps.get(device) ?? []).filter((one) => one.n >= n);
  return after.reduce<TimestampBody | null>((first, one) => (first === null || one.stamped < first.stamped ? one : first), null);
}
