// A process that dies before one of its writes: what comes after it never reaches the disk.

type Transaction = (this: IDBDatabase, ...given: Parameters<IDBDatabase["transaction"]>) => IDBTransaction;

/** Lets `count` durable writes happen; every later one fails, as if the process were gone. The answer ends that, and is true when it died. */
export function dieAfter(count: number): () => boolean {
  const { transaction: original } = IDBDatabase.prototype as { readonly transaction: Transaction };
  let left = count;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<Transaction>) {
    if (given[1] === "readwrite") {
      if (left <= 0) throw new DOMException("the process is gone", "AbortError");
      left -= 1;
    }
    return original.apply(this, given);
  };
  return () => {
    IDBDatabase.prototype.transaction = original;
    return left <= 0;
  };
}
