// Said before the form, not after it: a phone that holds its own record cannot take another one yet.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";

export function LocalCasesNotice(): JSX.Element | null {
  const vault = useVault();
  if (vault.login.value !== null || vault.cases.value.length === 0) return null;
  return (
    <Notice tone="due" title={t("accounts.local_title")}>
      <p>{t("accounts.failed.has_local_cases")}</p>
      <LinkButton weight="secondary" href="#/account/new">
        {t("accounts.make")}
      </LinkButton>
    </Notice>
  );
}
