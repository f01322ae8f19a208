// Safari on an iPhone, nothing saved yet: the moment at which installing costs no moving.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import { LookPick } from "./look-pick.js";
import { isIphoneBrowser } from "./installed.js";
import { useVault } from "./vault-context.js";

export function InstallFirst(): JSX.Element | null {
  if (!isIphoneBrowser() || useVault().cases.value.length > 0) return null;
  return (
    <Notice tone="info" title={t("first_run.install_title")}>
      <p>{t("first_run.install_body")}</p>
      <LookPick />
      <p>{t("first_run.install_steps")}</p>
    </Notice>
  );
}
