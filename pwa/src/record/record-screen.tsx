// The record: everything in the case, newest first, by day.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { timeline, type TimelineItem } from "../domain/timeline.js";
import { longDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Screen } from "../ui/screen.js";
import { TimelineRow } from "./timeline-row.js";

function byDay(items: readonly TimelineItem[]): readonly (readonly [day: string, items: readonly TimelineItem[]])[] {
  const days = new Map<string, TimelineItem[]>();
  for (const item of items.toReversed()) {
    const day = longDate(item.at);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}

export function RecordScreen(): JSX.Element {
  const state = useVault().current.value;
  const items = state === null ? [] : timeline(state);
  return (
    <Screen title={t("record.title")}>
      {items.length === 0 ? <Empty /> : null}
      {state === null
        ? null
        : byDay(items).map(([day, some]) => (
            <section class="stack" key={day}>
              <h2 class="day">{day}</h2>
              <ul class="rows">
                {some.map((item) => (
                  <li key={item.id}>
                    <TimelineRow item={item} state={state} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
    </Screen>
  );
}

function Empty(): JSX.Element {
  return (
    <>
      <p class="lead">{t("record.empty")}</p>
      <LinkButton wide href="#/capture">
        {t("first_run.save_proof")}
      </LinkButton>
    </>
  );
}
