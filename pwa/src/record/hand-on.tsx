// Copies of a file that leave Holdfast: the original as received, or one without what the camera wrote beside the picture.
import { useSignal } from "@preact/signals";
import { Download, Share2 } from "lucide";
import type { JSX } from "preact";
import { downloadOnce } from "../app/hand-over.js";
import { fileName } from "../domain/file-name.js";
import type { FileExhibit } from "../domain/records.js";
import { canBeStripped, sharedCopy } from "../domain/shared-copy.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Notice } from "../ui/notice.js";

interface HandOnProps {
  readonly url: string;
  readonly blob: Blob;
  readonly body: FileExhibit;
  readonly label: string;
}

const TYPE = /\.\w{1,5}$/;

export function HandOn({ url, blob, body, label }: HandOnProps): JSX.Element {
  const damaged = useSignal(false);
  const name = fileName(body.name ?? "") || label;
  const save = async (): Promise<void> => {
    const copy = sharedCopy(body.mime, new Uint8Array(await blob.arrayBuffer()));
    damaged.value = copy === null;
    // Under its label: a camera's own file name is a date.
    if (copy !== null) downloadOnce(new Blob([copy], { type: body.mime }), `${label}${TYPE.exec(name)?.[0] ?? ""}`);
  };
  return (
    <>
      {canBeStripped(body.mime) ? (
        <>
          <Button weight="secondary" icon={Share2} onClick={() => void save()}>
            {t("record.hand_on.action")}
          </Button>
          <p class="muted">{t("record.hand_on.hint")}</p>
          {damaged.value ? <Notice tone="due" live title={t("record.hand_on.cannot")} /> : null}
        </>
      ) : null}
      <a class="link" href={url} download={name}>
        <Icon node={Download} size={20} />
        {t("record.save_copy")}
      </a>
      {/^(image|video)\//.test(body.mime) ? <p class="muted">{t("record.hand_on.original")}</p> : null}
    </>
  );
}
