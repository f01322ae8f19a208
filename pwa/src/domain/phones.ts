// On which phone it happened, as the family answered for each of theirs.
import type { CaseState } from "./fold.js";
import type { PhoneFields } from "./fields.js";
import type { Id } from "./records.js";
import { current } from "./versions.js";

export type HappenedHere = PhoneFields["happened_here"];
export const HAPPENED_HERE = ["yes", "no", "unknown"] as const satisfies readonly HappenedHere[];

/** Null while nobody was asked. */
export function happenedHere({ log }: CaseState, device: Id): HappenedHere | null {
  return current(log, "phone", device, "happened_here") ?? null;
}

/** Until it is known that it happened elsewhere, police may ask for this phone. */
export function policeMayNeed(answer: HappenedHere | null): boolean {
  return answer === "yes" || answer === "unknown";
}
