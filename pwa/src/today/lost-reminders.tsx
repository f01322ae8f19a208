// This phone stopped taking reminders, and could not mend that by itself.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";

export function LostReminders(): JSX.Element | null {
  if (useVault().push.value.state !== "lost") return null;
  return (
    <Notice tone="due" title={t("followups.push.lost")}>
      <LinkButton weight="secondary" href="#/followups">
        {t("followups.push.look")}
      </LinkButton>
    </Notice>
  );
}
