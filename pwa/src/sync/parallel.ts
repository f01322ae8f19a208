// A few things at a time, in the order given; the first refusal stops what has not begun.
import { DONE, type Step } from "./context.js";

export async function inParallel<T>(items: readonly T[], width: number, act: (item: T) => Promise<Step>): Promise<Step> {
  const waiting = [...items];
  let outcome: Step = DONE;
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined && outcome.ok; item = waiting.shift()) {
      const step = await act(item);
      if (!step.ok) outcome = step;
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return outcome;
}
