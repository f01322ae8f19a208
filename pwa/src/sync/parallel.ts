// A few things at a time, in the order given; a failure that stops keeps what has not begun from beginning.
import { DONE, type Step, type Stop } from "./context.js";

const always = (): boolean => true;

/** The failure that stopped it, else the first one, else DONE. */
export async function inParallel<T>(items: readonly T[], width: number, act: (item: T) => Promise<Step>, stops: (failure: Stop) => boolean = always): Promise<Step> {
  const waiting = [...items];
  let outcome: Step = DONE;
  let over = false;
  const work = async (): Promise<void> => {
    for (let item = over ? undefined : waiting.shift(); item !== undefined; item = over ? undefined : waiting.shift()) {
      const step = await act(item);
      if (step.ok || over) continue;
      over = stops(step.failure);
      if (over || outcome.ok) outcome = step;
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return outcome;
}
