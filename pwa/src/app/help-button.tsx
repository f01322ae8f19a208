// Help now: in the header of every screen, and over whatever covers it.
import { LifeBuoy } from "lucide";
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Icon } from "../ui/icon.js";
import { helpOpen } from "./help-open.js";

export function HelpButton(): JSX.Element {
  return (
    <button type="button" class="help-button" onClick={() => (helpOpen.value = true)}>
      <Icon node={LifeBuoy} size={20} />
      <span>{t("help.open")}</span>
    </button>
  );
}
