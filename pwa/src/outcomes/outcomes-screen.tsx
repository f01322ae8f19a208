// How it ended: what was written down, what it means, where to turn who does not agree, and who helps afterwards.
import { Scale } from "lucide";
import type { JSX } from "preact";
import { outcomeWords } from "../app/outcome-words.js";
import { RegionField } from "../app/region-field.js";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { regionOf } from "../domain/doors.js";
import type { CaseState, Outcome } from "../domain/fold.js";
import { outcomeDay, outcomeOf } from "../domain/outcome.js";
import type { Region } from "../domain/records.js";
import { Blocks } from "../guidance/blocks.js";
import { blocksAbout, type GuideBook, regionalFacts } from "../guidance/guide-book.js";
import { WithGuides } from "../guidance/with-guides.js";
import { dayWords } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";

export function OutcomesScreen({ query }: ScreenProps): JSX.Element {
  const state = useVault().current.value;
  const outcome = state === null ? null : outcomeOf(state);
  return (
    <Screen title={t("outcomes.title")} back={{ href: "#/today", label: t("today.title") }}>
      {query.has("saved") ? <Notice tone="done" live title={t("ui.saved_here")} /> : null}
      <p class="lead">{t(outcome === null ? "outcomes.none" : "outcomes.lead")}</p>
      <WithGuides>
        {(book) => (
          <>
            {outcome === null ? null : <Meaning outcome={outcome} book={book} />}
            <LinkButton wide weight={outcome === null ? "primary" : "secondary"} href="#/outcomes/new">
              {t(outcome === null ? "outcomes.write" : "outcomes.write_again")}
            </LinkButton>
            <Earlier state={state} now={outcome} />
            <NotHeard region={regionOf(state)} book={book} />
            <Helpers region={regionOf(state)} book={book} />
          </>
        )}
      </WithGuides>
    </Screen>
  );
}

function Meaning({ outcome, book }: { readonly outcome: Outcome; readonly book: GuideBook }): JSX.Element {
  return (
    <Card tone="first" title={outcomeWords(outcome)}>
      <p class="muted">{dayWords(outcomeDay(outcome))}</p>
      {outcome.body.said === undefined ? null : <p class="verbatim">{outcome.body.said}</p>}
      <Blocks blocks={blocksAbout(book, "outcome", outcome.body.kind)} book={book} />
      <LinkButton weight="secondary" href={`#/record/${outcome.id}`}>
        {t("outcomes.see")}
      </LinkButton>
    </Card>
  );
}

function Earlier({ state, now }: { readonly state: CaseState | null; readonly now: Outcome | null }): JSX.Element | null {
  const others = [...(state?.outcomes.values() ?? [])].filter(({ id, removed }) => removed === null && id !== now?.id);
  if (others.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("outcomes.earlier")}</h2>
      <ul class="rows">
        {others.map((one) => (
          <li key={one.id}>
            <RowLink icon={Scale} href={`#/record/${one.id}`} title={outcomeWords(one)} detail={dayWords(outcomeDay(one))} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ByRegion {
  readonly region: Region | null;
  readonly book: GuideBook;
}

function NotHeard({ region, book }: ByRegion): JSX.Element {
  return (
    <section class="stack">
      <h2>{t("outcomes.not_heard")}</h2>
      <Blocks blocks={[{ see: ["police_words", "outcome"] }]} book={book} />
      <RegionField />
      {region === null ? null : <Blocks blocks={[{ facts: [...regionalFacts(book, "oversight.", region), "oversight.rcmp", "oversight.deadline"] }]} book={book} />}
    </section>
  );
}

function Helpers({ region, book }: ByRegion): JSX.Element {
  return (
    <section class="stack">
      <h2>{t("outcomes.helpers")}</h2>
      <Blocks blocks={[{ facts: [...regionalFacts(book, "contacts.vs_", region), "contacts.vs_directory"] }, { see: ["support"] }]} book={book} />
    </section>
  );
}
