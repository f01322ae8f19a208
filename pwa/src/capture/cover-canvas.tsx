// The picture with its covers, drawn again with each change; a finger or mouse draws another box.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Box, spanning } from "../domain/cover-box.js";
import { t } from "../i18n/t.js";
import { drawCovered } from "./covering.js";

const LONG_SIDE = 1400;
/** Smaller than this is a touch, not a box. */
const LEAST = 2;

type Corner = readonly [x: number, y: number];

function cornerAt(event: PointerEvent, canvas: HTMLCanvasElement): Corner {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return [((event.clientX - left) / width) * 100, ((event.clientY - top) / height) * 100];
}

export function CoverCanvas({ picture, boxes }: { readonly picture: ImageBitmap; readonly boxes: Signal<readonly Box[]> }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const from = useRef<Corner | null>(null);
  const drawing = useSignal<Box | null>(null);
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const [w, h] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
  const shown = drawing.value === null ? boxes.value : [...boxes.value, drawing.value];
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext("2d") ?? null;
    if (pen !== null) drawCovered(pen, picture, shown, w, h);
  });
  const move = (event: PointerEvent): void => {
    if (canvas.current === null || from.current === null) return;
    drawing.value = spanning(from.current, cornerAt(event, canvas.current));
  };
  const end = (event: PointerEvent): void => {
    const box = drawing.value;
    from.current = null;
    drawing.value = null;
    if (event.type === "pointerup" && box !== null && box.width >= LEAST && box.height >= LEAST) boxes.value = [...boxes.value, box];
  };
  return (
    <canvas
      ref={canvas}
      class="cover-canvas"
      width={w}
      height={h}
      role="img"
      aria-label={t("capture.cover.picture", { n: boxes.value.length })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = cornerAt(event, event.currentTarget);
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
