// Dragging one line of a list to another place, with the page scrolling along at its edges.
import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";

interface Dragging {
  readonly from: number;
  readonly over: number;
}

interface Drag {
  readonly grab: (event: PointerEvent, from: number) => void;
  /** How the line at this place looks meanwhile. */
  readonly classOf: (place: number) => string | undefined;
}

const EDGE_PX = 110;
const SCROLL_PX = 14;

function placeAt(list: HTMLElement, y: number): number {
  const lines = [...list.children];
  const below = lines.findIndex((line) => y < line.getBoundingClientRect().bottom);
  return below < 0 ? lines.length - 1 : below;
}

export function useDrag(list: RefObject<HTMLElement | null>, onDrop: (from: number, to: number) => void): Drag {
  const dragging = useSignal<Dragging | null>(null);
  const grab = (event: PointerEvent, from: number): void => {
    const grip = event.currentTarget as HTMLElement;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    dragging.value = { from, over: from };
    const moved = ({ clientY }: PointerEvent): void => {
      if (clientY < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
      else if (clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
      if (list.current !== null) dragging.value = { from, over: placeAt(list.current, clientY) };
    };
    const ended = (end: Event): void => {
      for (const [type, hear] of [["pointermove", moved], ["pointerup", ended], ["pointercancel", ended]] as const) grip.removeEventListener(type, hear as EventListener);
      const over = dragging.peek()?.over ?? from;
      dragging.value = null;
      if (end.type === "pointerup" && over !== from) onDrop(from, over);
    };
    grip.addEventListener("pointermove", moved);
    grip.addEventListener("pointerup", ended);
    grip.addEventListener("pointercancel", ended);
  };
  const classOf = (place: number): string | undefined => {
    const now = dragging.value;
    if (now === null) return undefined;
    if (place === now.from) return "dragged";
    if (place !== now.over) return undefined;
    return now.over > now.from ? "drop-after" : "drop-before";
  };
  return { grab, classOf };
}
