// One follow-up in a list: the number, who, what to ask, when.
import type { JSX } from "preact";
import { whoWords } from "../app/contact-words.js";
import { dueWords } from "../app/due-words.js";
import { CallAndLog } from "../app/followup-actions.js";
import { numberLabel } from "../app/number-value.js";
import { lastContacts } from "../domain/contact-log.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import type { Ms } from "../domain/records.js";
import { t } from "../i18n/t.js";

interface CardProps {
  readonly followup: Followup;
  readonly state: CaseState;
  readonly now: Ms;
}

export function FollowupCard({ followup, state, now }: CardProps): JSX.Element {
  const number = state.numbers.get(followup.number ?? "");
  const last = followup.number === null ? undefined : lastContacts(state, followup.number, 1)[0];
  const open = followup.state === "open";
  const due = open && followup.dueAt <= now;
  return (
    <article class={due ? "card card-due" : "card"}>
      <div>
        {number === undefined ? null : <p class="muted">{numberLabel(number)}</p>}
        <h3 class="followup-number">
          <a href={`#/followups/${followup.id}`}>{number?.body.value ?? t("followups.no_number")}</a>
        </h3>
      </div>
      {last === undefined ? null : <p>{whoWords(last)}</p>}
      {followup.clock === null ? null : (
        <p>
          <strong>{followup.clock.item ?? t(`followups.clock.kind.${followup.clock.kind}`)}</strong>
        </p>
      )}
      <p>{followup.ask}</p>
      <p class="muted">{open ? dueWords(followup, now) : t("followups.is_done")}</p>
      {open ? <CallAndLog followup={followup} state={state} /> : null}
    </article>
  );
}
