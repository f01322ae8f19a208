// Locks across the tabs of this browser; within one realm where there are none to share with.

const queues = new Map<string, Promise<unknown>>();

async function inOneRealm<T>(name: string, act: () => Promise<T>): Promise<T> {
  const before = queues.get(name) ?? Promise.resolve();
  const mine = before.then(act, act);
  queues.set(name, mine);
  return mine;
}

export type LockName = "holdfast-write" | "holdfast-outbox" | "holdfast-intake" | "holdfast-scratch" | "holdfast-keys" | "holdfast-answers";

function lockManager(): LockManager | undefined {
  return typeof navigator === "undefined" ? undefined : (navigator as { readonly locks?: LockManager }).locks;
}

/** Runs `act` while no other tab runs one under this name. */
export async function withLock<T>(name: LockName, act: () => Promise<T>): Promise<T> {
  const locks = lockManager();
  if (locks === undefined) return inOneRealm(name, act);
  return await locks.request(name, act);
}

/** Many may hold it together; `whenNobody` waits for no one and skips. */
export async function withSharedLock<T>(name: LockName, act: () => Promise<T>): Promise<T> {
  const locks = lockManager();
  if (locks === undefined) return act();
  return await locks.request(name, { mode: "shared" }, act);
}

/** Runs `act` only if nobody holds the lock, else returns undefined. */
export async function whenNobody<T>(name: LockName, act: () => Promise<T>): Promise<T | undefined> {
  const locks = lockManager();
  if (locks === undefined) return act();
  return await locks.request(name, { ifAvailable: true }, async (lock) => (lock === null ? undefined : await act()));
}
