// One follow-up, as it opens from a reminder: the number largest, what to ask, the last three log lines.
import type { JSX } from "preact";
import { dueWords } from "../app/due-words.js";
import { CallAndLog } from "../app/followup-actions.js";
import { LogLines } from "../app/log-lines.js";
import { now } from "../app/now.js";
import { NumberValue } from "../app/number-value.js";
import { Pairs } from "../app/pairs.js";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { lastContacts } from "../domain/contact-log.js";
import type { Clock } from "../domain/clock.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import { t } from "../i18n/t.js";
import { Card } from "../ui/card.js";
import { Screen } from "../ui/screen.js";
import { ChangeFollowup } from "./change-followup.js";
import { DoneAndTomorrow } from "./done-and-tomorrow.js";
import { MissingFollowup } from "./missing-followup.js";
import { PushOffer } from "./push-offer.js";

function WhatItIs({ clock: { kind, item, receipt, officer, since, until } }: { readonly clock: Clock }): JSX.Element {
  const named = item ?? t(`followups.clock.kind.${kind}`);
  return (
    <Pairs
      pairs={[
        [t(`followups.clock.item.${kind}`), named],
        [t("followups.clock.receipt"), receipt],
        [t("followups.clock.officer"), officer],
        [t(`followups.clock.since.${kind}`), since],
        [t(`followups.clock.until.${kind}`), until],
      ]}
    />
  );
}

export function FollowupScreen({ id }: ScreenProps): JSX.Element {
  const state = useVault().current.value;
  const followup = state?.followups.get(id ?? "");
  if (state === null || followup === undefined) return <MissingFollowup id={id} />;
  return <Detail followup={followup} state={state} />;
}

function Detail({ followup, state }: { readonly followup: Followup; readonly state: CaseState }): JSX.Element {
  const at = now.value;
  const number = state.numbers.get(followup.number ?? "");
  const lines = followup.number === null ? [] : lastContacts(state, followup.number, 3);
  const open = followup.state === "open";
  return (
    <Screen title={t("followups.detail_title")} back={{ href: "#/followups", label: t("followups.title") }}>
      <Card tone={open && followup.dueAt <= at ? "due" : "plain"}>
        {number === undefined ? null : <NumberValue number={number} size="large" />}
        <p>{open ? dueWords(followup, at) : t("followups.is_done")}</p>
      </Card>
      {followup.clock === null ? null : <WhatItIs clock={followup.clock} />}
      {followup.ask === "" ? null : (
        <section class="stack">
          <h2>{t("followups.ask")}</h2>
          <p class="lead verbatim">{followup.ask}</p>
        </section>
      )}
      {open ? <CallAndLog followup={followup} state={state} /> : null}
      <section class="stack">
        <h2>{t("followups.last_lines")}</h2>
        {lines.length === 0 ? <p class="muted">{t("followups.no_lines")}</p> : <LogLines contacts={lines} />}
      </section>
      <DoneAndTomorrow followup={followup} state={state} />
      <ChangeFollowup followup={followup} state={state} />
      {open ? <PushOffer asking /> : null}
    </Screen>
  );
}
