// How long to wait after a failed round: longer each time, never in step with other phones.

const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;

/** `failures` in a row, at least 1; what the server asked for is never undercut. `chance` is in [0, 1). */
export function backoffMs(failures: number, chance: number, retryAfterMs: number | null): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return Math.max(ceiling * (0.5 + chance / 2), retryAfterMs ?? 0);
}
