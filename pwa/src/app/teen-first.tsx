// What a teen needs first, in the order teens ask for it: take it down, tell one adult, save a threat.
import { ExternalLink } from "lucide";
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { TellWords } from "./tell-words.js";

export function TeenFirst(): JSX.Element {
  return (
    <div class="rules">
      <Disclosure summary={t("guides.teen.takedown_title")}>
        <p>{t("guides.teen.takedown_body")}</p>
        <p>{t("guides.teen.takedown_device")}</p>
        <LinkButton weight="secondary" icon={ExternalLink} href={t("guides.teen.takedown_url")} outside>
          {t("guides.teen.takedown_link")}
        </LinkButton>
        <p class="source">{t("help.source", { source: t("guides.teen.takedown_source"), month: t("help.checked") })}</p>
      </Disclosure>
      <Disclosure summary={t("guides.teen.tell_title")}>
        <p>{t("guides.teen.tell_body")}</p>
        <TellWords />
      </Disclosure>
      <Disclosure summary={t("guides.teen.save_title")}>
        <p>{t("guides.teen.save_body")}</p>
        <LinkButton href="#/capture">{t("first_run.save_proof")}</LinkButton>
      </Disclosure>
    </div>
  );
}
