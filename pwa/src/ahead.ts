// Work on what comes next, while what came before is taken.

/** What `act` makes of each, in their order, with `most` of them begun at a time; whoever leaves early waits for those. */
export async function* ahead<T, R>(all: Iterable<T>, most: number, act: (one: T) => Promise<R>): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  try {
    for (const one of all) {
      const next = act(one);
      // It is thrown where it is taken: until then nobody listens.
      next.catch(() => undefined);
      begun.push(next);
      if (begun.length < most) continue;
      yield (await begun.shift()) as R;
    }
    while (begun.length > 0) yield (await begun.shift()) as R;
  } finally {
    await Promise.allSettled(begun);
  }
}
