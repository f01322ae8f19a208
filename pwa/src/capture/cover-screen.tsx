// Cover before saving: places drawn with a finger, or set with sliders by keyboard and screen reader.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Box } from "../domain/cover-box.js";
import type { Cover } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { CoverBoxes } from "./cover-boxes.js";
import { CoverCanvas } from "./cover-canvas.js";
import { flatten, openPicture } from "./covering.js";
import type { Picked } from "./picked.js";

interface CoverProps {
  readonly picked: Picked;
  readonly onDone: (picked: Picked) => void;
  readonly onCancel: () => void;
}

type Opened = { readonly type: "opening" } | { readonly type: "ready"; readonly picture: ImageBitmap } | { readonly type: "cannot" };

/** What has been decided so far: each file as it will be saved. */
interface Made {
  readonly files: readonly File[];
  readonly covered: ReadonlyMap<File, Cover>;
}

export function CoverScreen({ picked, onDone, onCancel }: CoverProps): JSX.Element | null {
  const made = useSignal<Made>({ files: [], covered: new Map() });
  const place = made.value.files.length;
  const file = picked.files[place];
  const next = (saved: File, cover: Cover | null): void => {
    const { files, covered } = made.value;
    const now = { files: [...files, saved], covered: cover === null ? covered : new Map([...covered, [saved, cover]]) };
    if (now.files.length === picked.files.length) onDone({ ...picked, ...now });
    else made.value = now;
  };
  if (file === undefined) return null;
  return <OnePicture key={place} file={file} place={place + 1} total={picked.files.length} onNext={next} onCancel={onCancel} />;
}

interface OneProps {
  readonly file: File;
  readonly place: number;
  readonly total: number;
  readonly onNext: (file: File, cover: Cover | null) => void;
  readonly onCancel: () => void;
}

function OnePicture({ file, place, total, onNext, onCancel }: OneProps): JSX.Element {
  const opened = useSignal<Opened>({ type: "opening" });
  const boxes = useSignal<readonly Box[]>([]);
  const busy = useSignal(false);
  const original = useField(t("capture.cover.original_default"));
  useEffect(() => {
    let gone = false;
    let picture: ImageBitmap | null = null;
    void openPicture(file).then((bitmap) => {
      picture = bitmap;
      if (gone) bitmap?.close();
      else opened.value = bitmap === null ? { type: "cannot" } : { type: "ready", picture: bitmap };
    });
    return () => {
      gone = true;
      picture?.close();
    };
  }, [file]);
  const now = opened.value;
  const finish = async (): Promise<void> => {
    if (now.type !== "ready" || boxes.value.length === 0) {
      onNext(file, null);
      return;
    }
    busy.value = true;
    const flat = await flatten(now.picture, boxes.value, file.name);
    onNext(flat, { boxes: boxes.value.length, original: original.value.value.trim() || t("capture.cover.original_default") });
  };
  return (
    <Screen key={place} title={t("capture.cover.title", { place, total })}>
      <p class="lead">{t("capture.cover.lead")}</p>
      <p class="muted">{t("capture.cover.never")}</p>
      {now.type === "opening" ? <p role="status">{t("ui.loading")}</p> : null}
      {now.type === "cannot" ? <Notice tone="info" live title={t("capture.cover.cannot")} /> : null}
      {now.type === "ready" ? (
        <>
          <CoverCanvas picture={now.picture} boxes={boxes} />
          <CoverBoxes boxes={boxes} />
          {boxes.value.length === 0 ? null : <TextField field={original} label={t("capture.cover.original")} spellcheck />}
        </>
      ) : null}
      <Button wide busy={busy.value} onClick={() => void finish()}>
        {boxes.value.length === 0 ? t("capture.cover.next_plain") : t("capture.cover.next_covered", { n: boxes.value.length })}
      </Button>
      <Button weight="quiet" onClick={onCancel}>
        {t("ui.cancel")}
      </Button>
    </Screen>
  );
}
