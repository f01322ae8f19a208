// Every follow-up: due, coming, done.
import { Hourglass } from "lucide";
import type { JSX } from "preact";
import { now } from "../app/now.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import { followupLists } from "../domain/followups.js";
import type { Ms } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { useAllCases } from "./all-cases.js";
import { FollowupCard } from "./followup-card.js";
import { OtherCases } from "./other-cases.js";
import { PaperList } from "./paper-list.js";
import { PushOffer } from "./push-offer.js";
import { TakeAlong } from "./take-along.js";

export function FollowupsScreen(): JSX.Element {
  const state = useVault().current.value;
  const states = useAllCases();
  const at = now.value;
  const lists = followupLists(state?.followups.values() ?? [], at);
  const none = lists.due.length + lists.coming.length + lists.done.length === 0;
  const others = states.filter(({ id }) => id !== state?.id);
  const planned = states.some(({ followups }) => [...followups.values()].some((followup) => followup.state === "open"));
  return (
    <Screen title={t("followups.title")}>
      {state === null || none ? <Empty /> : null}
      {state === null ? null : (
        <>
          <List title={t("followups.due")} items={lists.due} state={state} now={at} />
          <List title={t("followups.coming")} items={lists.coming} state={state} now={at} />
          <OtherCases states={others} now={at} />
          {none ? null : <PushOffer />}
          {planned ? <TakeAlong states={states} /> : null}
          <RowLink icon={Hourglass} href="#/followups/clock" title={t("followups.clock.row")} detail={t("followups.clock.row_hint")} />
          <List title={t("followups.done")} items={lists.done} state={state} now={at} />
        </>
      )}
      {planned ? <PaperList states={states} /> : null}
    </Screen>
  );
}

function Empty(): JSX.Element {
  return (
    <>
      <p class="lead">{t("followups.empty")}</p>
      <LinkButton wide href="#/calls/new">
        {t("calls.log")}
      </LinkButton>
    </>
  );
}

interface ListProps {
  readonly title: string;
  readonly items: readonly Followup[];
  readonly state: CaseState;
  readonly now: Ms;
}

function List({ title, items, state, now }: ListProps): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <section class="stack">
      <h2>{title}</h2>
      {items.map((followup) => (
        <FollowupCard key={followup.id} followup={followup} state={state} now={now} />
      ))}
    </section>
  );
}
