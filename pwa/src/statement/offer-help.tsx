// People who listen, offered beside heavy words: nothing is sent, nothing is kept, and writing goes on.
import { HeartHandshake } from "lucide";
import type { JSX } from "preact";
import { helpOpen } from "../app/help-open.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";

export function OfferHelp({ onDone }: { readonly onDone: () => void }): JSX.Element {
  return (
    <Notice tone="info" live title={t("statement.heavy.title")}>
      <p>{t("statement.heavy.body")}</p>
      <div class="actions">
        <Button weight="secondary" icon={HeartHandshake} onClick={() => (helpOpen.value = true)}>
          {t("statement.heavy.who")}
        </Button>
        <Button weight="quiet" onClick={onDone}>
          {t("statement.heavy.on")}
        </Button>
      </div>
    </Notice>
  );
}
