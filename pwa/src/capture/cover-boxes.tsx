// The covered places as a list: each can be moved and sized with sliders, and removed.
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { type Box, fitted } from "../domain/cover-box.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";

const SIDES = ["left", "top", "width", "height"] as const;
const MIDDLE: Box = { left: 30, top: 40, width: 40, height: 15 };

export function CoverBoxes({ boxes }: { readonly boxes: Signal<readonly Box[]> }): JSX.Element {
  const change = (place: number, box: Box | null): void => {
    boxes.value = boxes.value.flatMap((before, at) => (at !== place ? [before] : box === null ? [] : [fitted(box)]));
  };
  return (
    <>
      <Button weight="secondary" onClick={() => (boxes.value = [...boxes.value, MIDDLE])}>
        {t("capture.cover.add")}
      </Button>
      {boxes.value.map((box, place) => (
        <fieldset class="card cover-place" key={place}>
          <legend>{t("capture.cover.place", { n: place + 1 })}</legend>
          {SIDES.map((side) => (
            <Slider key={side} label={t(`capture.cover.${side}`)} value={box[side]} onChange={(value) => change(place, { ...box, [side]: value })} />
          ))}
          <Button weight="quiet" label={t("capture.cover.remove_one", { n: place + 1 })} onClick={() => change(place, null)}>
            {t("capture.cover.remove")}
          </Button>
        </fieldset>
      ))}
    </>
  );
}

function Slider({ label, value, onChange }: { readonly label: string; readonly value: number; readonly onChange: (value: number) => void }): JSX.Element {
  const id = useId();
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <input id={id} type="range" min={0} max={100} step={1} value={Math.round(value)} onInput={(event) => onChange(event.currentTarget.valueAsNumber)} />
    </div>
  );
}
