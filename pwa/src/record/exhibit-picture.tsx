// The picture of an exhibit: blurred until asked for, and honest when it is not on this phone.
import { useSignal } from "@preact/signals";
import { Eye, EyeOff, Maximize } from "lucide";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { CaseState, Exhibit } from "../domain/fold.js";
import { fitsMemory } from "../domain/picture-size.js";
import { inReadingOrder } from "../domain/reading-order.js";
import type { FileExhibit, Id } from "../domain/records.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Progress } from "../ui/progress.js";
import { HandOn } from "./hand-on.js";
import { PicturePlace } from "./picture-place.js";
import { type Picture, usePicture } from "./picture-url.js";
import { Viewer } from "./viewer.js";

interface PictureProps {
  readonly state: CaseState;
  readonly id: Id;
  readonly body: FileExhibit;
  readonly label: string;
}

const SHOWABLE = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const PLAYABLE = /^(video|audio)\//;

function drawable(body: FileExhibit): boolean {
  return SHOWABLE.test(body.mime) && fitsMemory(body);
}

function picturesOf(state: CaseState): readonly Exhibit[] {
  return inReadingOrder(state.exhibits.values()).filter(({ removed, body }) => removed === null && body.kind === "file" && drawable(body));
}

export function ExhibitPicture({ state, id, body, label }: PictureProps): JSX.Element {
  const caseId = state.id;
  const shown = useSignal(false);
  const thumb = usePicture(caseId, id, "thumb", body.thumb !== undefined);
  const original = usePicture(caseId, id, "original", shown.value);
  const large = useSignal(false);
  const pictures = useMemo(() => (large.value ? picturesOf(state) : []), [large.value, state]);
  return (
    <div class="stack">
      {shown.value ? null : <Blurred thumb={thumb} />}
      {shown.value ? null : <PicturePlace caseId={caseId} id={id} bytes={body.len} look={shown.value} />}
      {shown.value ? <Original picture={original} body={body} label={label} onCancel={() => (shown.value = false)} /> : null}
      {shown.value && drawable(body) ? (
        <Button weight="secondary" icon={Maximize} onClick={() => (large.value = true)}>
          {t("record.viewer.open")}
        </Button>
      ) : null}
      {large.value ? <Viewer caseId={caseId} pictures={pictures} start={id} onClose={() => (large.value = false)} /> : null}
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
  readonly body: FileExhibit;
  readonly label: string;
  readonly onCancel: () => void;
}

function Original({ picture, body, label, onCancel }: OriginalProps): JSX.Element {
  if (picture.type === "waiting") {
    const { done, all } = picture;
    if (done === undefined || all === undefined) return <p role="status">{t("ui.loading")}</p>;
    return <Progress label={t("record.fetching", { done: fileSize(done), all: fileSize(all) })} value={done} max={all} cancel={{ label: t("ui.cancel"), onCancel }} />;
  }
  if (picture.type !== "ready") return <Notice tone="wrong" live title={t(`record.picture.${picture.type}`)} />;
  return (
    <>
      <Content url={picture.url} blob={picture.blob} body={body} label={label} />
      <HandOn url={picture.url} blob={picture.blob} body={body} label={label} />
    </>
  );
}

interface ContentProps {
  readonly url: string;
  readonly blob: Blob;
  readonly body: FileExhibit;
  readonly label: string;
}

/** What the browser itself can draw or play; HEIC it may or may not, and says so. */
function Content({ url, blob, body, label }: ContentProps): JSX.Element {
  const { mime } = body;
  const failed = useSignal(false);
  const fail = (): void => {
    failed.value = true;
  };
  if (failed.value) return <Notice tone="info" title={t("record.not_shown")} />;
  if (mime.startsWith("image/") && !fitsMemory(body)) return <Notice tone="info" title={t("record.too_large_to_draw")} />;
  if (SHOWABLE.test(mime) || mime === "image/heic" || mime === "image/heif") return <img class="picture" src={url} alt={t("record.picture_alt", { label })} onError={fail} />;
  if (mime.startsWith("audio/")) return <audio controls src={url} aria-label={t("record.picture_alt", { label })} onError={fail} />;
  if (PLAYABLE.test(mime)) return <video class="picture" controls playsInline preload="metadata" src={url} aria-label={t("record.picture_alt", { label })} onError={fail} />;
  if (mime === "text/plain" && blob.size <= SHORT_TEXT) return <PlainText blob={blob} />;
  return <Notice tone="info" title={t("record.not_shown")} />;
}

const SHORT_TEXT = 200_000;

function PlainText({ blob }: { readonly blob: Blob }): JSX.Element {
  const text = useSignal("");
  useEffect(() => {
    void blob.text().then((read) => (text.value = read));
  }, [blob]);
  return (
    <pre class="card text-exhibit" tabIndex={0}>
      {text.value}
    </pre>
  );
}
