// Words to tell one adult: shown on one screen, copied, or handed to the phone's own share sheet; nothing is sent by itself.
import { useSignal } from "@preact/signals";
import { Copy, MonitorSmartphone, Share2 } from "lucide";
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Sheet } from "../ui/sheet.js";

export function TellWords(): JSX.Element {
  const showing = useSignal(false);
  const said = useSignal<string | null>(null);
  const words = t("guides.teen.tell_words");
  const copy = (): void => {
    navigator.clipboard.writeText(words).then(
      () => (said.value = t("ui.copied")),
      () => (said.value = t("app.copy_failed")),
    );
  };
  // Whoever closes the share sheet has decided not to send: nothing to say about that.
  const share = (): void => void navigator.share({ text: words }).catch(() => undefined);
  return (
    <>
      <blockquote>{words}</blockquote>
      <div class="actions">
        <Button icon={MonitorSmartphone} onClick={() => (showing.value = true)}>
          {t("guides.teen.tell_show")}
        </Button>
        <Button weight="secondary" icon={Copy} onClick={copy}>
          {said.value ?? t("ui.copy")}
        </Button>
        {"share" in navigator ? (
          <Button weight="secondary" icon={Share2} onClick={share}>
            {t("guides.teen.tell_share")}
          </Button>
        ) : null}
      </div>
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
      <p class="muted">{t("guides.teen.tell_nothing")}</p>
      {showing.value ? (
        <Sheet title={t("guides.teen.tell_show_title")} closeLabel={t("ui.close")} onClose={() => (showing.value = false)}>
          <p class="tell-words">{words}</p>
        </Sheet>
      ) : null}
    </>
  );
}
