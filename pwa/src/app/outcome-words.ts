// An outcome in one line.
import type { Outcome } from "../domain/fold.js";
import { OUTCOMES } from "../domain/records.js";
import { t } from "../i18n/t.js";

/** What a later Holdfast knows and this one does not is an outcome all the same. */
export function outcomeWords({ body: { kind } }: Outcome): string {
  return t(`outcomes.kind.${OUTCOMES.find((known) => known === kind) ?? "other"}`);
}
