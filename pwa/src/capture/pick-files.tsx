// Chooses files with the phone's own picker or camera, or from the clipboard; nothing is read or stored yet.
import { useSignal } from "@preact/signals";
import { Camera, ClipboardPaste, Images } from "lucide";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { keepDraftsNow } from "../app/drafts.js";
import { InstallFirst } from "../app/install-first.js";
import { isIphone } from "../app/installed.js";
import { PrivateNotice } from "../app/private-notice.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { Notice } from "../ui/notice.js";
import type { Picked } from "./picked.js";
import { WordsInstead } from "./words-instead.js";
import { canPaste, pastedFiles } from "./pasted-files.js";

/** Picker and camera may put the app away for good: what is half-typed is kept first. */
function openChooser(input: HTMLInputElement | null): void {
  keepDraftsNow();
  input?.click();
}

export function PickFiles({ onPicked }: { readonly onPicked: (picked: Picked) => void }): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement, via: "picker" | "camera"): void => {
    const files = [...(input.files ?? [])];
    input.value = "";
    if (files.length > 0) onPicked({ files, via });
  };
  return (
    <>
      <InstallFirst />
      <PrivateNotice />
      <p class="lead">{t("capture.lead")}</p>
      <ul class="plain-list">
        <li>{t("capture.tip_order")}</li>
        <li>{t("capture.tip_whole")}</li>
        <li>{t("capture.tip_never")}</li>
      </ul>
      <Button icon={Images} wide onClick={() => openChooser(picker.current)}>
        {t("capture.choose")}
      </Button>
      <Button weight="secondary" icon={Camera} wide onClick={() => openChooser(camera.current)}>
        {t("capture.camera")}
      </Button>
      {canPaste() ? <PasteButton onPicked={onPicked} /> : null}
      {isIphone() ? <IphoneSteps /> : null}
      <WordsInstead weight="quiet" label={t("capture.describe_instead")} />
      <input ref={picker} type="file" multiple hidden aria-label={t("capture.choose")} onChange={(event) => take(event.currentTarget, "picker")} />
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden aria-label={t("capture.camera")} onChange={(event) => take(event.currentTarget, "camera")} />
    </>
  );
}

function PasteButton({ onPicked }: { readonly onPicked: (picked: Picked) => void }): JSX.Element {
  const none = useSignal(false);
  const paste = async (): Promise<void> => {
    const files = await pastedFiles();
    none.value = files.length === 0;
    if (files.length > 0) onPicked({ files, via: "paste" });
  };
  return (
    <>
      <Button weight="secondary" icon={ClipboardPaste} wide onClick={() => void paste()}>
        {t("capture.paste")}
      </Button>
      {none.value ? <Notice tone="info" live title={t("capture.paste_none")} /> : null}
    </>
  );
}

/** An iPhone has no share target: these are the ways that exist there. */
function IphoneSteps(): JSX.Element {
  return (
    <Disclosure summary={t("capture.iphone.title")}>
      <ol class="plain-list">
        <li>{t("capture.iphone.pictures")}</li>
        <li>{t("capture.iphone.recording")}</li>
        <li>{t("capture.iphone.converted")}</li>
      </ol>
    </Disclosure>
  );
}
