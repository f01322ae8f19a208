// The one thing to do next, said plainly, with one button.
import { CalendarPlus, Camera, ListChecks, Phone, Scale } from "lucide";
import type { JSX } from "preact";
import { dueWords } from "../app/due-words.js";
import { prefs } from "../app/preferences.js";
import { NumberValue } from "../app/number-value.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import type { NextStep } from "../domain/next-step.js";
import type { Ms } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";

interface StepProps<S extends NextStep = NextStep> {
  readonly step: S;
  readonly state: CaseState;
  readonly now: Ms;
}

export function StepCard({ step, state, now }: StepProps): JSX.Element {
  switch (step.type) {
    case "save_proof":
      return <Simple words="save_proof" icon={Camera} href="#/capture" />;
    case "call_police":
      return <Simple words="call_police" icon={Phone} href="#/calls/start" />;
    case "officer_coming":
      return <Simple words="officer_coming" icon={ListChecks} href="#/guide/waiting" />;
    case "climb":
      return <Simple words={step.rung === "other_door" ? "climb_elsewhere" : "climb"} icon={Phone} href="#/calls/start" />;
    case "ask_file_number":
      return <Simple words="ask_file_number" icon={Phone} href="#/calls/start" />;
    case "set_followup":
      return <Simple words="set_followup" icon={CalendarPlus} href={`#/followups/new?number=${step.number}`} />;
    case "write_outcome":
      return <Simple words="write_outcome" icon={Scale} href="#/outcomes/new" />;
    case "after_outcome":
      return <Simple words="after_outcome" icon={Scale} href="#/outcomes" />;
    case "follow_up":
      return <FollowupStep followup={step.followup} state={state} now={now} due />;
    case "wait":
      return <FollowupStep followup={step.followup} state={state} now={now} due={false} />;
  }
}

interface SimpleProps {
  readonly words: "save_proof" | "call_police" | "officer_coming" | "climb" | "climb_elsewhere" | "ask_file_number" | "set_followup" | "write_outcome" | "after_outcome";
  readonly icon: typeof Phone;
  readonly href: string;
}

function Simple({ words, icon, href }: SimpleProps): JSX.Element {
  return (
    <Card tone="first" title={t(`today.step.${words}.title`)}>
      <p>{words === "call_police" && prefs.value.audience === "me" ? t("today.step.call_police.body_me") : t(`today.step.${words}.body`)}</p>
      <LinkButton wide icon={icon} href={href}>
        {t(`today.step.${words}.action`)}
      </LinkButton>
    </Card>
  );
}

interface FollowupStepProps {
  readonly followup: Followup;
  readonly state: CaseState;
  readonly now: Ms;
  readonly due: boolean;
}

function FollowupStep({ followup, state, now, due }: FollowupStepProps): JSX.Element {
  const number = state.numbers.get(followup.number ?? "");
  return (
    <Card tone={due ? "due" : "first"} title={due ? t("today.step.follow_up.title") : t("today.step.wait.title")}>
      {due && number !== undefined ? <NumberValue number={number} size="large" /> : null}
      {due ? <p>{followup.ask}</p> : <Wait when={dueWords(followup, now)} />}
      <LinkButton wide weight={due ? "primary" : "secondary"} href={`#/followups/${followup.id}`}>
        {due ? t("today.step.follow_up.action") : t("today.step.wait.action")}
      </LinkButton>
    </Card>
  );
}

function Wait({ when }: { readonly when: string }): JSX.Element {
  return (
    <>
      <p>
        {t("today.step.wait.next")} <strong>{when}</strong>
      </p>
      <p>{t("today.step.wait.body")}</p>
    </>
  );
}

export function WelcomeCard(): JSX.Element {
  return (
    <>
      <Simple words="save_proof" icon={Camera} href="#/capture" />
      <Card title={t("today.empty_title")}>
        <p>{t("today.empty_body")}</p>
        <div class="actions">
          <LinkButton weight="secondary" href="#/notes/new">
            {t("capture.note")}
          </LinkButton>
          <LinkButton weight="secondary" href="#/statement">
            {t("statement.today_title")}
          </LinkButton>
          <LinkButton weight="secondary" href="#/calls/new">
            {t("calls.log")}
          </LinkButton>
        </div>
        <LinkButton weight="quiet" href="#/account/sign-in">
          {t("first_run.have_account")}
        </LinkButton>
      </Card>
    </>
  );
}
