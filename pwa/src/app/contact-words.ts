// Who was spoken to, in one line.
import { ALL_MARKS } from "../domain/call.js";
import type { Contact } from "../domain/fold.js";
import { REFUSED } from "../domain/ladder.js";
import { t } from "../i18n/t.js";

/** "Sgt. Lee · Watch Commander · Victoria Police": what is known of it. */
export function whoWords({ body }: Contact): string {
  const person = [body.rank, body.name].filter((part) => part !== undefined).join(" ");
  return [person, t(`calls.role.${body.role}`), body.service].filter((part) => part !== "").join(" · ");
}

/** A tap during a call; what a later Holdfast knows and this one does not is shown as it is written. */
export function markWords(code: string): string {
  const known = ALL_MARKS.find((mark) => mark === code);
  if (known !== undefined) return t(`calls.mark.${known}`);
  return code === REFUSED ? t("calls.mark_refused") : code;
}
