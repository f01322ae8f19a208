// The copy is made: a fresh tap puts it where the person wants it; this phone keeps it no longer than this screen.
import { useSignal } from "@preact/signals";
import { Download, Share2 } from "lucide";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { download, shareable } from "../app/hand-over.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { ExportedCopy } from "../vault/exports-port.js";

export function MadeCopy({ copy, onDone }: { readonly copy: ExportedCopy; readonly onDone: () => void }): JSX.Element {
  const [url] = useState(() => URL.createObjectURL(copy.file));
  const [sharing] = useState(() => shareable(copy.file, copy.name, "application/octet-stream"));
  const taken = useSignal(false);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const share = async (data: ShareData): Promise<void> => {
    try {
      await navigator.share(data);
      taken.value = true;
    } catch (error) {
      // AbortError: the person closed the sheet. Anything else: the other button is there.
      if (!(error instanceof DOMException)) throw error;
    }
  };
  const left = [...copy.absent, ...copy.damaged];
  return (
    <Screen key="made" title={t("exports.made_title")}>
      <Card>
        <p class="lead">{copy.name}</p>
        <p>{t("exports.made_counts", { cases: copy.cases, records: copy.records, pictures: copy.pictures, size: fileSize(copy.file.size) })}</p>
      </Card>
      {left.length === 0 ? null : <Notice tone="due" title={t("exports.left_out", { labels: left.join(", ") })} />}
      <Button icon={Download} wide onClick={() => {
        download(url, copy.name);
        taken.value = true;
      }}>
        {t("exports.download")}
      </Button>
      {sharing === null ? null : (
        <Button weight="secondary" icon={Share2} wide onClick={() => void share(sharing)}>
          {t("exports.share")}
        </Button>
      )}
      <p>{t("exports.keep_where")}</p>
      <Button weight={taken.value ? "secondary" : "quiet"} wide onClick={onDone}>
        {t("ui.done")}
      </Button>
    </Screen>
  );
}
