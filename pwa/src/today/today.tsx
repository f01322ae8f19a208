// Today: the one next step, what is due, the numbers, and where the copies are.
import { ListChecks, MessageCircleWarning, Package, PenLine, Scale, Settings, Signpost, UserRound } from "lucide";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { FromBrowser } from "../app/from-browser.js";
import { now } from "../app/now.js";
import { PrivateNotice } from "../app/private-notice.js";
import { Repairs } from "../app/rules.js";
import { useVault } from "../app/vault-context.js";
import { followupLists } from "../domain/followups.js";
import { nextSteps } from "../domain/next-step.js";
import { stageOf } from "../domain/stage.js";
import { hasDraft } from "../domain/statement.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { CheckInCard } from "./check-in-card.js";
import { CodeCard } from "./code-card.js";
import { DueFollowups } from "./due-followups.js";
import { InstallCard } from "./install-card.js";
import { LostReminders } from "./lost-reminders.js";
import { OfflineReady } from "./offline-ready.js";
import { PhoneCard } from "./phone-card.js";
import { StepCard, WelcomeCard } from "./step-card.js";
import { SyncCard } from "./sync-card.js";
import { Wallet } from "./wallet.js";

export function Today(): JSX.Element {
  const state = useVault().current.value;
  const past = useSignal(0);
  if (state === null) {
    return (
      <Screen title={t("today.title")}>
        <CodeCard />
        <FromBrowser />
        <PrivateNotice />
        <WelcomeCard />
        <OfflineReady />
      </Screen>
    );
  }
  const steps = nextSteps(state, now.value);
  const first = steps[past.value % Math.max(steps.length, 1)];
  const stage = stageOf(state, now.value);
  const shown = first?.type === "follow_up" ? first.followup.id : null;
  const due = followupLists(state.followups.values(), now.value).due.filter(({ id }) => id !== shown);
  return (
    <Screen title={t("today.title")} wide>
      <CodeCard />
      {first === undefined ? null : <StepCard step={first} state={state} now={now.value} />}
      {steps.length < 2 ? null : (
        <Button weight="quiet" onClick={() => (past.value += 1)}>
          {t("today.past_it")}
        </Button>
      )}
      {stage === "now" || stage === "calling" ? <Repairs /> : null}
      <LostReminders />
      <DueFollowups due={due} state={state} now={now.value} />
      <Wallet state={state} />
      <RowLink icon={PenLine} href="#/statement" title={t("statement.today_title")} detail={t(hasDraft(state) ? "statement.today_draft" : "statement.today_hint")} />
      {stage === "waiting" ? <RowLink icon={ListChecks} href="#/guide/waiting" title={t("today.waiting")} detail={t("today.waiting_hint")} /> : null}
      {stage === "waiting" || stage === "visit" ? <RowLink icon={UserRound} href="#/calls/new?visit" title={t("calls.log_visit")} detail={t("calls.log_visit_hint")} /> : null}
      <RowLink icon={Signpost} href="#/doors" title={t("doors.title")} detail={t("doors.row_hint")} />
      {stage === "now" ? null : <RowLink icon={Package} href="#/packets" title={t("packets.title")} detail={t("packets.today_hint")} />}
      {stage === "now" || stage === "calling" || stage === "waiting" ? null : <RowLink icon={Scale} href="#/outcomes" title={t("outcomes.title")} detail={t("outcomes.row_hint")} />}
      {stage === "now" ? null : <RowLink icon={MessageCircleWarning} href="#/again" title={t("today.again.title")} detail={t("today.again.hint")} />}
      <CheckInCard state={state} now={now.value} />
      <PhoneCard state={state} />
      <SyncCard />
      <InstallCard />
      <OfflineReady />
      <RowLink icon={Settings} href="#/settings" title={t("settings.title")} detail={t("settings.row_hint")} />
    </Screen>
  );
}
