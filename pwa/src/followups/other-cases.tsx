// Open follow-ups of the cases that are not on screen: a tap brings their case.
import { CalendarClock } from "lucide";
import type { JSX } from "preact";
import { dueWords } from "../app/due-words.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { followupLists } from "../domain/followups.js";
import type { Ms } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { RowLink } from "../ui/row.js";

export function OtherCases({ states, now }: { readonly states: readonly CaseState[]; readonly now: Ms }): JSX.Element | null {
  const cases = useVault().cases.value;
  const rows = states.flatMap((state) => {
    const { due, coming } = followupLists(state.followups.values(), now);
    return [...due, ...coming].map((followup) => ({ followup, title: cases.find(({ id }) => id === state.id)?.title ?? "" }));
  });
  if (rows.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("followups.other_cases")}</h2>
      <ul class="rows">
        {rows.map(({ followup, title }) => (
          <li key={followup.id}>
            <RowLink icon={CalendarClock} href={`#/followups/${followup.id}`} title={title} detail={dueWords(followup, now)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
