// Before the first proof is saved: can they take screenshots, is this the phone, and on iPhone where to keep it.
import { useSignal } from "@preact/signals";
import { NotebookPen } from "lucide";
import type { JSX } from "preact";
import { isIphoneBrowser } from "../app/installed.js";
import { LookPick } from "../app/look-pick.js";
import { rememberAnswer } from "../app/phone-answer.js";
import { HAPPENED_HERE, type HappenedHere, policeMayNeed } from "../domain/phones.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { RowButton } from "../ui/row.js";
import { Screen } from "../ui/screen.js";

type Step = "install" | "screenshots" | "phone" | "same" | "other";

interface SaveProofProps {
  readonly onBack: () => void;
  readonly onDone: (hash: `#/${string}`) => void;
}

export function SaveProofSteps({ onBack, onDone }: SaveProofProps): JSX.Element {
  const step = useSignal<Step>(isIphoneBrowser() ? "install" : "screenshots");
  const answerPhone = (answer: HappenedHere): void => {
    rememberAnswer(answer);
    step.value = policeMayNeed(answer) ? "same" : "other";
  };
  const back = (
    <Button weight="quiet" onClick={onBack}>
      {t("ui.back")}
    </Button>
  );
  if (step.value === "install") {
    return (
      <Screen key="install" title={t("first_run.install_title")}>
        <p>{t("first_run.install_body")}</p>
        <LookPick />
        <Notice tone="info">{t("first_run.install_steps")}</Notice>
        <Button weight="secondary" wide onClick={() => (step.value = "screenshots")}>
          {t("first_run.install_skip")}
        </Button>
        {back}
      </Screen>
    );
  }
  if (step.value === "screenshots") {
    return (
      <Screen key="screenshots" title={t("first_run.shots_title")}>
        <p class="lead">{t("first_run.shots_hint")}</p>
        <div class="rows">
          <RowButton title={t("first_run.shots_yes")} onClick={() => (step.value = "phone")} />
          <RowButton icon={NotebookPen} title={t("first_run.shots_no")} detail={t("first_run.shots_no_note")} onClick={() => onDone("#/notes/new")} />
        </div>
        {back}
      </Screen>
    );
  }
  if (step.value === "phone") {
    return (
      <Screen key="phone" title={t("phones.question")}>
        <div class="rows">
          {HAPPENED_HERE.map((answer) => (
            <RowButton key={answer} title={t(`phones.${answer}`)} onClick={() => answerPhone(answer)} />
          ))}
        </div>
        {back}
      </Screen>
    );
  }
  return (
    <Screen key="advice" title={t("first_run.save_proof")}>
      <p class="lead">{step.value === "same" ? t("first_run.phone_same_note") : t("first_run.phone_other_note")}</p>
      <Button wide onClick={() => onDone("#/capture")}>
        {t("ui.continue")}
      </Button>
      {back}
    </Screen>
  );
}
