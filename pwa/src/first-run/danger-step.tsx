// The first question anyone is asked: is somebody in danger right now; below it, who this is about.
import { LifeBuoy } from "lucide";
import type { JSX } from "preact";
import { FromBrowser } from "../app/from-browser.js";
import { changePrefs } from "../app/preferences.js";
import { AUDIENCES, type Audience } from "../domain/records.js";
import { language, t } from "../i18n/t.js";
import { helpOpen } from "../app/help-open.js";
import { Button, LinkButton } from "../ui/button.js";
import { RowButton } from "../ui/row.js";
import { Screen } from "../ui/screen.js";

interface DangerProps {
  readonly onAudience: (audience: Audience) => void;
  readonly onSkip: () => void;
}

export function DangerStep({ onAudience, onSkip }: DangerProps): JSX.Element {
  const other = language() === "en" ? "fr" : "en";
  return (
    <Screen title={t("first_run.danger_title")}>
      <p class="lead">{t("first_run.danger_body")}</p>
      <Button weight="call" icon={LifeBuoy} wide onClick={() => (helpOpen.value = true)}>
        {t("first_run.danger_yes")}
      </Button>
      <FromBrowser />
      <section class="stack about">
        <h2>{t("first_run.about_title")}</h2>
        <p class="muted">{t("first_run.about_hint")}</p>
        <div class="rows">
          {AUDIENCES.map((audience) => (
            <RowButton key={audience} title={t(`first_run.${audience}`)} onClick={() => onAudience(audience)} />
          ))}
        </div>
      </section>
      <p class="muted">
        {t("first_run.exit_note")} <span class="for-keys">{t("first_run.exit_keys")}</span>
      </p>
      <div class="first-run-foot">
        <Button weight="quiet" onClick={onSkip}>
          {t("first_run.skip")}
        </Button>
        <LinkButton weight="quiet" href="#/account/sign-in">
          {t("first_run.have_account")}
        </LinkButton>
        <button type="button" class="link" lang={other} onClick={() => void changePrefs({ lang: other })}>
          {t("ui.other_language")}
        </button>
      </div>
    </Screen>
  );
}
