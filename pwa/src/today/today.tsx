// Today: the one next step, what is due, the numbers, and where the copies are.
import { Settings } from "lucide";
import type { JSX } from "preact";
import { now } from "../app/now.js";
import { useVault } from "../app/vault-context.js";
import { followupLists } from "../domain/followups.js";
import { nextSteps } from "../domain/next-step.js";
import { t } from "../i18n/t.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { CodeCard } from "./code-card.js";
import { DueFollowups } from "./due-followups.js";
import { InstallCard } from "./install-card.js";
import { StepCard, WelcomeCard } from "./step-card.js";
import { SyncCard } from "./sync-card.js";
import { Wallet } from "./wallet.js";

export function Today(): JSX.Element {
  const state = useVault().current.value;
  if (state === null) {
    return (
      <Screen title={t("today.title")}>
        <CodeCard />
        <WelcomeCard />
      </Screen>
    );
  }
  const [first] = nextSteps(state, now.value);
  const shown = first?.type === "follow_up" ? first.followup.id : null;
  const due = followupLists(state.followups.values(), now.value).due.filter(({ id }) => id !== shown);
  return (
    <Screen title={t("today.title")} wide>
      <CodeCard />
      {first === undefined ? null : <StepCard step={first} state={state} now={now.value} />}
      <DueFollowups due={due} state={state} now={now.value} />
      <Wallet state={state} />
      <SyncCard />
      <InstallCard />
      <RowLink icon={Settings} href="#/settings" title={t("settings.title")} detail={t("settings.row_hint")} />
    </Screen>
  );
}
