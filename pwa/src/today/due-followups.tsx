// The other follow-ups that are due.
import { CalendarClock } from "lucide";
import type { JSX } from "preact";
import { dueWords } from "../app/due-words.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import type { Ms } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { RowLink } from "../ui/row.js";

interface DueProps {
  readonly due: readonly Followup[];
  readonly state: CaseState;
  readonly now: Ms;
}

export function DueFollowups({ due, state, now }: DueProps): JSX.Element | null {
  if (due.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("today.due_title")}</h2>
      <ul class="rows">
        {due.map((followup) => (
          <li key={followup.id}>
            <RowLink
              icon={CalendarClock}
              href={`#/followups/${followup.id}`}
              title={state.numbers.get(followup.number ?? "")?.body.value ?? followup.ask}
              detail={dueWords(followup, now)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
