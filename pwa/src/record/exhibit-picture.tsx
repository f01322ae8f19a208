// The picture of an exhibit: blurred until asked for, and honest when it is not on this phone.
import { useSignal } from "@preact/signals";
import { Download, Eye, EyeOff } from "lucide";
import type { JSX } from "preact";
import type { FileExhibit, Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Notice } from "../ui/notice.js";
import { type Picture, usePicture } from "./picture-url.js";

interface PictureProps {
  readonly caseId: Id;
  readonly id: Id;
  readonly body: FileExhibit;
  readonly label: string;
}

const SHOWABLE = /^image\/(png|jpeg|gif|webp|avif)$/;

export function ExhibitPicture({ caseId, id, body, label }: PictureProps): JSX.Element {
  const shown = useSignal(false);
  const thumb = usePicture(caseId, id, "thumb", body.thumb !== undefined);
  const original = usePicture(caseId, id, "original", shown.value);
  const showable = SHOWABLE.test(body.mime);
  return (
    <div class="stack">
      {shown.value ? null : <Blurred thumb={thumb} />}
      {shown.value ? <Original picture={original} showable={showable} label={label} name={body.name ?? label} /> : null}
      <Button weight="secondary" icon={shown.value ? EyeOff : Eye} onClick={() => (shown.value = !shown.value)}>
        {shown.value ? t("record.hide_picture") : t("record.show_picture")}
      </Button>
    </div>
  );
}

function Blurred({ thumb }: { readonly thumb: Picture }): JSX.Element | null {
  if (thumb.type !== "ready") return null;
  return (
    <div class="picture-frame">
      <img class="picture blurred" src={thumb.url} alt={t("record.blurred")} />
    </div>
  );
}

interface OriginalProps {
  readonly picture: Picture;
  readonly showable: boolean;
  readonly label: string;
  readonly name: string;
}

function Original({ picture, showable, label, name }: OriginalProps): JSX.Element {
  if (picture.type === "waiting") return <p role="status">{t("ui.loading")}</p>;
  if (picture.type !== "ready") return <Notice tone="wrong" live title={t(`record.picture.${picture.type}`)} />;
  return (
    <>
      {showable ? <img class="picture" src={picture.url} alt={t("record.picture_alt", { label })} /> : <Notice tone="info" title={t("record.not_shown")} />}
      <a class="link" href={picture.url} download={name}>
        <Icon node={Download} size={20} />
        {t("record.save_copy")}
      </a>
    </>
  );
}
