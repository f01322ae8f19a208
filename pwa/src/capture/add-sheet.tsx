// The + sheet: what can be kept, each one tap away.
import { AtSign, Camera, NotebookPen, Phone, Smartphone } from "lucide";
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { RowLink } from "../ui/row.js";
import { Sheet } from "../ui/sheet.js";

export function AddSheet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  return (
    <Sheet title={t("capture.sheet_title")} closeLabel={t("ui.close")} onClose={onClose}>
      <div class="rows">
        <RowLink icon={Camera} title={t("capture.pictures")} detail={t("capture.pictures_hint")} href="#/capture" onClick={onClose} />
        <RowLink icon={NotebookPen} title={t("capture.note")} detail={t("capture.note_hint")} href="#/notes/new" onClick={onClose} />
        <RowLink icon={Phone} title={t("calls.log")} detail={t("calls.log_hint")} href="#/calls/new" onClick={onClose} />
        <RowLink icon={AtSign} title={t("capture.profile")} detail={t("capture.profile_hint")} href="#/profiles/new" onClick={onClose} />
        <RowLink icon={Smartphone} title={t("capture.left")} detail={t("capture.left_hint")} href="#/capture/describe" onClick={onClose} />
      </div>
    </Sheet>
  );
}
