// Said before the form, not after it: what this phone holds comes along.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";

export function LocalCasesNotice(): JSX.Element | null {
  const vault = useVault();
  if (vault.login.value !== null || vault.cases.value.length === 0) return null;
  return (
    <Notice tone="info" title={t("accounts.local_title")}>
      <p>{t("accounts.local_body")}</p>
    </Notice>
  );
}
