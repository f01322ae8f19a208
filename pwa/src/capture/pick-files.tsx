// Chooses files with the phone's own picker or camera; nothing is read or stored yet.
import { useSignal } from "@preact/signals";
import { Camera, Images } from "lucide";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import type { Picked } from "./capture-screen.js";

const MOST_FILES = 100;
const MOST_BYTES = 2_000_000_000;

export function PickFiles({ onPicked }: { readonly onPicked: (picked: Picked) => void }): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const refused = useSignal<"too_many" | "too_much" | null>(null);
  const take = (input: HTMLInputElement, via: "picker" | "camera"): void => {
    const files = [...(input.files ?? [])];
    input.value = "";
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    refused.value = files.length > MOST_FILES ? "too_many" : bytes > MOST_BYTES ? "too_much" : null;
    if (files.length > 0 && refused.value === null) onPicked({ files, via });
  };
  return (
    <>
      <p class="lead">{t("capture.lead")}</p>
      <ul class="plain-list">
        <li>{t("capture.tip_order")}</li>
        <li>{t("capture.tip_whole")}</li>
        <li>{t("capture.tip_never")}</li>
      </ul>
      {refused.value === null ? null : <Notice tone="wrong" live title={t(`capture.${refused.value}`)} />}
      <Button icon={Images} wide onClick={() => picker.current?.click()}>
        {t("capture.choose")}
      </Button>
      <Button weight="secondary" icon={Camera} wide onClick={() => camera.current?.click()}>
        {t("capture.camera")}
      </Button>
      <LinkButton weight="quiet" href="#/capture/describe">
        {t("capture.describe_instead")}
      </LinkButton>
      <input ref={picker} type="file" multiple hidden aria-label={t("capture.choose")} onChange={(event) => take(event.currentTarget, "picker")} />
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden aria-label={t("capture.camera")} onChange={(event) => take(event.currentTarget, "camera")} />
    </>
  );
}
