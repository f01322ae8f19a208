// An installed app on an iPhone that is still empty asks for what was saved in Safari, before anything is saved beside it.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { isIphoneApp } from "./installed.js";
import { useVault } from "./vault-context.js";

export function FromBrowser(): JSX.Element | null {
  const vault = useVault();
  if (!isIphoneApp() || vault.cases.value.length > 0 || vault.login.value !== null) return null;
  return (
    <Card title={t("today.from_browser.title")}>
      <p>{t("today.from_browser.body")}</p>
      <LinkButton weight="secondary" href="#/exports/read">
        {t("today.from_browser.action")}
      </LinkButton>
    </Card>
  );
}
