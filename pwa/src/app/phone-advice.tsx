// What follows from where it happened: which phone to leave as it is, and where else the record should live.
import type { JSX } from "preact";
import { type HappenedHere, policeMayNeed } from "../domain/phones.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { useVault } from "./vault-context.js";

export function PhoneAdvice({ answer }: { readonly answer: HappenedHere }): JSX.Element {
  const alone = useVault().login.value === null;
  if (!policeMayNeed(answer)) return <p>{t("phones.other")}</p>;
  return (
    <Card tone={alone ? "due" : "plain"} title={t("phones.keep_title")}>
      <p>{t("phones.keep")}</p>
      <p>{alone ? t("phones.elsewhere") : t("phones.elsewhere_account")}</p>
      {alone ? (
        <div class="actions">
          <LinkButton weight="secondary" href="#/account/new">
            {t("today.sync.back_up")}
          </LinkButton>
          <LinkButton weight="quiet" href="#/exports">
            {t("exports.title")}
          </LinkButton>
        </div>
      ) : null}
    </Card>
  );
}
