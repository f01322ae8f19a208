// How long until the vault locks by itself; without a passphrase, plain words on what that means.
import type { JSX } from "preact";
import { LOCK_MINUTES, lockMinutes } from "../app/idle.js";
import { changePrefs } from "../app/preferences.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Pick } from "../ui/pick.js";

export function AutoLock(): JSX.Element {
  if (useVault().login.value === null) {
    return (
      <Notice tone="due" title={t("settings.no_lock")}>
        <p>{t("settings.no_lock_body")}</p>
        <LinkButton weight="secondary" href="#/account/new">
          {t("accounts.make")}
        </LinkButton>
      </Notice>
    );
  }
  const options = LOCK_MINUTES.map((minutes) => ({ value: String(minutes), label: minutes === 0 ? t("settings.lock_never") : t("settings.lock_minutes", { n: minutes }) }));
  return (
    <Pick
      legend={t("settings.lock_after")}
      hint={t("settings.lock_hint")}
      value={String(lockMinutes())}
      options={options}
      onPick={(minutes) => void changePrefs({ lock_minutes: Number(minutes) })}
    />
  );
}
