// The vault could not be opened: what that means, and that help still works.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Screen } from "../ui/screen.js";

export function BrokenScreen({ code }: { readonly code: string }): JSX.Element {
  return (
    <Screen title={t("app.broken_title")}>
      <p>{t("app.broken_body")}</p>
      <p>{t("app.broken_do")}</p>
      <Button onClick={() => location.reload()}>{t("ui.try_again")}</Button>
      <p class="muted">{t("app.broken_code", { code })}</p>
    </Screen>
  );
}
