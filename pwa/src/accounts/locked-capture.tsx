// On the locked screen: proof can be saved without unlocking, and how much of it waits.
import { Camera, NotebookPen } from "lucide";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { ShareWaits } from "../app/waiting-bar.js";
import { t } from "../i18n/t.js";
import { RowLink } from "../ui/row.js";

export function LockedCapture(): JSX.Element {
  const { ready, things, shares } = useVault().waiting.value;
  return (
    <section class="stack">
      {shares.length > 0 ? <ShareWaits /> : null}
      <h2>{t("inbox.save_title")}</h2>
      <p class="muted">{ready ? t("inbox.save_lead") : t("inbox.not_ready")}</p>
      {ready ? (
        <div class="rows">
          <RowLink icon={NotebookPen} title={t("inbox.write_note")} href="#/locked/note" />
          <RowLink icon={Camera} title={t("inbox.add_pictures")} href="#/locked/pictures" />
        </div>
      ) : null}
      {things > 0 ? <p role="status">{t("inbox.waiting", { n: things })}</p> : null}
    </section>
  );
}
