// After the first save: the offer to keep Holdfast as an app, said once.
import { Smartphone } from "lucide";
import type { JSX } from "preact";
import { installPrompt } from "../app/install-prompt.js";
import { LookPick } from "../app/look-pick.js";
import { changePrefs, prefs } from "../app/preferences.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";

export function InstallCard(): JSX.Element | null {
  const offer = installPrompt.value;
  if (offer === null || prefs.value.install_later === true) return null;
  const install = async (): Promise<void> => {
    await offer.prompt();
    installPrompt.value = null;
  };
  return (
    <Card title={t("today.install.title")}>
      <p>{t("today.install.body")}</p>
      <LookPick />
      <div class="actions">
        <Button weight="secondary" icon={Smartphone} onClick={() => void install()}>
          {t("today.install.action")}
        </Button>
        <Button weight="quiet" onClick={() => void changePrefs({ install_later: true })}>
          {t("today.install.later")}
        </Button>
      </div>
    </Card>
  );
}
