// The privacy notice, in plain words.
import type { JSX } from "preact";
import { PolicyLink } from "../app/policy-link.js";
import { t } from "../i18n/t.js";
import { Screen } from "../ui/screen.js";

const PARTS = ["phone", "server", "never", "exit", "away", "erase"] as const;

export function PrivacyScreen(): JSX.Element {
  return (
    <Screen title={t("settings.privacy_title")} back={{ href: "#/settings", label: t("settings.title") }}>
      {PARTS.map((part) => (
        <section class="stack" key={part}>
          <h2>{t(`settings.privacy.${part}.title`)}</h2>
          <p>{t(`settings.privacy.${part}.body`)}</p>
        </section>
      ))}
      <PolicyLink of="policy" />
      <PolicyLink of="police" />
    </Screen>
  );
}
