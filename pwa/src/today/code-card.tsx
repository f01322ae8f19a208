// The recovery code was shown but never checked: it can still be seen, until the app is closed or locked.
import type { JSX } from "preact";
import { pendingCode } from "../app/pending-code.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";

export function CodeCard(): JSX.Element | null {
  if (pendingCode.value === null) return null;
  return (
    <Card tone="due" title={t("today.code.title")}>
      <p>{t("today.code.body")}</p>
      <LinkButton href="#/account/code">{t("today.code.action")}</LinkButton>
    </Card>
  );
}
