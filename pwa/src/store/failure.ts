// What a failed write means for the person: no room, or storage out of order.

function named(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

export function isFull(error: unknown): boolean {
  return named(error, "QuotaExceededError");
}

/** A browser storage error, as opposed to a bug of ours. */
export function isStorageFailure(error: unknown): boolean {
  return error instanceof DOMException;
}

/** Work nobody waits for: storage that went away is for the next save to say. */
export function background(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!(error instanceof DOMException)) throw error;
  });
}
