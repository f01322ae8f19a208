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
