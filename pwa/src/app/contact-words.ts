// Who was spoken to, in one line.
import type { Contact } from "../domain/fold.js";
import { t } from "../i18n/t.js";

/** "Sgt. Lee · Watch Commander · Victoria Police": what is known of it. */
export function whoWords({ body }: Contact): string {
  const person = [body.rank, body.name].filter((part) => part !== undefined).join(" ");
  return [person, t(`calls.role.${body.role}`), body.service].filter((part) => part !== "").join(" · ");
}
