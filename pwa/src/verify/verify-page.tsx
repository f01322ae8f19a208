// The page at /verify: the check alone, in either language, with no vault behind it.
import type { JSX } from "preact";
import { changePrefs } from "../app/preferences.js";
import { language, t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { VerifyScreen } from "./verify-screen.js";

export function VerifyPage(): JSX.Element {
  const other = language() === "en" ? "fr" : "en";
  return (
    <>
      <header class="header">
        <div class="header-row">
          <span class="case-button">{t("ui.app_name")}</span>
          <Button weight="quiet" onClick={() => void changePrefs({ lang: other })}>
            {t("ui.other_language")}
          </Button>
        </div>
      </header>
      <main class="main">
        <VerifyScreen />
      </main>
    </>
  );
}
