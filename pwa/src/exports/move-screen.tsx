// From Safari into the installed app: by an encrypted file, or by an account; what is here stays here.
import type { JSX } from "preact";
import { isIphoneBrowser } from "../app/installed.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";

const BY_FILE = ["file_make", "file_read", "file_checked"] as const;

export function MoveScreen(): JSX.Element {
  const alone = useVault().login.value === null;
  return (
    <Screen title={t("exports.move.title")} back={{ href: "#/settings", label: t("settings.title") }}>
      <p class="lead">{t("exports.move.lead")}</p>
      {isIphoneBrowser() ? (
        <Notice tone="info" title={t("exports.move.install_title")}>
          <p>{t("first_run.install_steps")}</p>
        </Notice>
      ) : null}
      <Card title={t("exports.move.file_title")}>
        <ol class="plain-list">
          {BY_FILE.map((step) => (
            <li key={step}>{t(`exports.move.${step}`)}</li>
          ))}
        </ol>
        <LinkButton href="#/exports">{t("exports.title")}</LinkButton>
      </Card>
      <Card title={t("exports.move.account_title")}>
        <p>{t("exports.move.account_body")}</p>
        <LinkButton weight="secondary" href={alone ? "#/account/new" : "#/account"}>
          {alone ? t("today.sync.back_up") : t("accounts.title")}
        </LinkButton>
      </Card>
      <p>{t("exports.move.stays")}</p>
    </Screen>
  );
}
