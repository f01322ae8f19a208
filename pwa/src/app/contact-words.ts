// Who was spoken to, in one line.
import { ALL_MARKS } from "../domain/call.js";
import type { Contact } from "../domain/fold.js";
import { REFUSED } from "../domain/ladder.js";
import { type PlainKey, t } from "../i18n/t.js";

/** "Call with Victoria Police", "Visit · Victoria Police". */
export function contactTitle({ body: { kind, service } }: Contact): string {
  return kind === "call" ? t("record.contact_title", { service }) : `${t(`packets.contact_kind.${kind}`)} · ${service}`;
}

/** "Sgt. Lee · Watch Commander · Victoria Police": what is known of it. */
export function whoWords({ body }: Contact): string {
  const person = [body.rank, body.name].filter((part) => part !== undefined).join(" ");
  return [person, t(`calls.role.${body.role}`), body.service].filter((part) => part !== "").join(" · ");
}

/** Of a tap during a call; null for what a later Holdfast knows and this one does not. */
export function markKey(code: string): PlainKey | null {
  const known = ALL_MARKS.find((mark) => mark === code);
  if (known !== undefined) return `calls.mark.${known}`;
  return code === REFUSED ? "calls.mark_refused" : null;
}

/** What is not known is shown as it is written. */
export function markWords(code: string): string {
  const key = markKey(code);
  return key === null ? code : t(key);
}
