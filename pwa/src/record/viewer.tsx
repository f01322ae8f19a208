// Pictures one after another over the whole screen: zoom with buttons, keys or two fingers; blurred again at one tap.
import { useSignal } from "@preact/signals";
import { ChevronLeft, ChevronRight, Eye, EyeOff, X, ZoomIn, ZoomOut } from "lucide";
import type { IconNode } from "lucide";
import type { JSX } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Exhibit } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Icon } from "../ui/icon.js";
import { Notice } from "../ui/notice.js";
import { SheetExtra } from "../ui/sheet.js";
import { usePicture } from "./picture-url.js";

interface ViewerProps {
  readonly caseId: Id;
  /** Every picture that can be shown, in reading order. */
  readonly pictures: readonly Exhibit[];
  readonly start: Id;
  readonly onClose: () => void;
}

const ZOOMS = [1, 1.5, 2, 3, 4] as const;

export function Viewer({ caseId, pictures, start, onClose }: ViewerProps): JSX.Element | null {
  const dialog = useRef<HTMLDialogElement>(null);
  const extra = useContext(SheetExtra);
  const place = useSignal(Math.max(0, pictures.findIndex(({ id }) => id === start)));
  const zoom = useSignal(0);
  const shown = useSignal(true);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
  const turn = (by: number): void => {
    place.value = Math.min(pictures.length - 1, Math.max(0, place.value + by));
    zoom.value = 0;
  };
  const magnify = (by: number): void => {
    zoom.value = Math.min(ZOOMS.length - 1, Math.max(0, zoom.value + by));
  };
  const onKey = (event: KeyboardEvent): void => {
    // Zoomed in, the arrows move over the picture.
    const arrows = zoom.value === 0;
    if (event.key === "ArrowLeft" && arrows) turn(-1);
    else if (event.key === "ArrowRight" && arrows) turn(1);
    else if (event.key === "+" || event.key === "=") magnify(1);
    else if (event.key === "-") magnify(-1);
    else return;
    event.preventDefault();
  };
  const now = pictures[place.value];
  if (now === undefined) return null;
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={t("record.viewer.title", { label: now.label, place: place.value + 1, total: pictures.length })}
      onKeyDown={onKey}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="viewer-bar">
        <p role="status">{t("record.viewer.title", { label: now.label, place: place.value + 1, total: pictures.length })}</p>
        <Tool icon={X} label={t("ui.close")} onClick={onClose} />
      </div>
      <Pane key={now.id} caseId={caseId} exhibit={now} zoom={ZOOMS[zoom.value] ?? 1} shown={shown.value} />
      {now.caption === "" ? null : <p class="viewer-caption verbatim">{now.caption}</p>}
      <div class="viewer-bar">
        <Tool icon={ChevronLeft} label={t("record.viewer.previous")} off={place.value === 0} onClick={() => turn(-1)} />
        <Tool icon={ZoomOut} label={t("record.viewer.smaller")} off={zoom.value === 0} onClick={() => magnify(-1)} />
        <Tool icon={shown.value ? EyeOff : Eye} label={shown.value ? t("record.viewer.blur") : t("record.show_picture")} onClick={() => (shown.value = !shown.value)} />
        <Tool icon={ZoomIn} label={t("record.viewer.larger")} off={zoom.value === ZOOMS.length - 1} onClick={() => magnify(1)} />
        <Tool icon={ChevronRight} label={t("record.viewer.next")} off={place.value === pictures.length - 1} onClick={() => turn(1)} />
      </div>
      {extra()}
    </dialog>
  );
}

interface ToolProps {
  readonly icon: IconNode;
  readonly label: string;
  readonly off?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon, label, off = false, onClick }: ToolProps): JSX.Element {
  return (
    <button type="button" class="viewer-tool" aria-label={label} title={label} aria-disabled={off ? "true" : undefined} onClick={() => (off ? undefined : onClick())}>
      <Icon node={icon} />
    </button>
  );
}

interface PaneProps {
  readonly caseId: Id;
  readonly exhibit: Exhibit;
  readonly zoom: number;
  readonly shown: boolean;
}

function Pane({ caseId, exhibit, zoom, shown }: PaneProps): JSX.Element {
  const picture = usePicture(caseId, exhibit.id, "original");
  const image = useRef<HTMLImageElement>(null);
  useLayoutEffect(() => {
    image.current?.style.setProperty("--zoom", String(zoom));
  }, [zoom, picture.type]);
  return (
    <div class={zoom === 1 ? "viewer-pane" : "viewer-pane viewer-zoomed"} tabIndex={0} role="group" aria-label={t("record.picture_alt", { label: exhibit.label })}>
      {picture.type === "waiting" ? <p role="status">{t("ui.loading")}</p> : null}
      {picture.type === "ready" ? <img ref={image} class={shown ? "viewer-picture" : "viewer-picture viewer-blurred"} src={picture.url} alt={shown ? t("record.picture_alt", { label: exhibit.label }) : t("record.blurred")} /> : null}
      {picture.type === "waiting" || picture.type === "ready" ? null : <Notice tone="wrong" live title={t(`record.picture.${picture.type}`)} />}
    </div>
  );
}
