// At most so many at once, whoever asks; the others wait in line.

export type Turns = <T>(act: () => Promise<T>) => Promise<T>;

export function turns(width: number): Turns {
  const line: (() => void)[] = [];
  let busy = 0;
  return async (act) => {
    if (busy >= width) await new Promise<void>((next) => line.push(next));
    else busy += 1;
    try {
      return await act();
    } finally {
      const next = line.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  };
}
