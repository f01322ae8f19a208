// The guide: what to do right now, opened; the later stages come with their content.
import { Settings } from "lucide";
import type { JSX } from "preact";
import { prefs } from "../app/preferences.js";
import { FiveRules, Repairs } from "../app/rules.js";
import { TeenFirst } from "../app/teen-first.js";
import { t } from "../i18n/t.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";

export function GuideScreen(): JSX.Element {
  const teen = prefs.value.audience === "me";
  return (
    <Screen title={t("guides.title")}>
      <h2>{t("guides.now_title")}</h2>
      {teen ? <p class="lead">{t("first_run.teen_lead")}</p> : <ParentWords />}
      {teen ? <TeenFirst /> : null}
      <h3>{t("guides.rules_title")}</h3>
      <FiveRules />
      <Repairs />
      <p class="muted">{t("guides.legal")}</p>
      <RowLink icon={Settings} href="#/settings" title={t("settings.title")} detail={t("settings.row_hint")} />
    </Screen>
  );
}

function ParentWords(): JSX.Element {
  return (
    <section class="stack">
      <h3>{t("guides.parent_words_title")}</h3>
      <blockquote>{t("guides.parent_words")}</blockquote>
    </section>
  );
}
