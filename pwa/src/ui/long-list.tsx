// A list of any length: only the lines near the screen are on the page. Lines of one kind are equally high.
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

interface LongListProps {
  readonly label: string;
  /** Another list than before is drawn from the screen outwards; the same one stays as it is while it changes. */
  readonly what: string;
  readonly count: number;
  /** Stable for one line: what stays is not drawn again. */
  readonly keyOf: (index: number) => string;
  /** Lines of one kind share one height, measured from the first that is drawn. */
  readonly kindOf: (index: number) => string;
  readonly draw: (index: number) => ComponentChildren;
}

/** Drawn beyond the screen on each side, so that a thumb never sees an empty place. */
const BEYOND_PX = 900;
const GUESS_PX = 84;
/** The window moves in steps, not with every pixel. */
const STEP = 8;
/** What is on the screen is drawn at once, what lies beyond it after that; while someone types, after the next letters. */
const SOON_MS = 60;
const TYPED_MS = 500;
/** Before the list has a place: what stands above it takes about so much of the screen. */
const ABOVE = 0.5;

interface Span {
  readonly first: number;
  readonly last: number;
}

interface Far extends Span {
  readonly what: string;
}

function bounded({ first, last }: Span, count: number): Span {
  return { first: Math.min(first, count), last: Math.min(last, count) };
}

/** The last line that starts at or above `y`. */
function lineAt(starts: Float64Array, y: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

function startsOf(count: number, kindOf: (index: number) => string, heights: ReadonlyMap<string, number>): Float64Array {
  const starts = new Float64Array(count + 1);
  let [kind, height, y] = ["", GUESS_PX, 0];
  for (let i = 0; i < count; i += 1) {
    const now = kindOf(i);
    if (now !== kind) [kind, height] = [now, heights.get(now) ?? GUESS_PX];
    y += height;
    starts[i + 1] = y;
  }
  return starts;
}

function near(starts: Float64Array, count: number, list: HTMLElement | null): Span {
  const top = list?.getBoundingClientRect().top ?? window.innerHeight * ABOVE;
  return { first: lineAt(starts, -top), last: Math.min(count, lineAt(starts, window.innerHeight - top) + 1) };
}

function spanFor(starts: Float64Array, count: number, list: HTMLElement | null, beyond: number): Span {
  const top = list?.getBoundingClientRect().top ?? 0;
  const first = Math.floor(lineAt(starts, -top - beyond) / STEP) * STEP;
  const last = Math.ceil((lineAt(starts, -top + window.innerHeight + beyond) + 1) / STEP) * STEP;
  return { first: Math.max(0, first), last: Math.min(count, last) };
}

/** Null when nothing new was learned. A kind is measured once: lines that are not quite alike must not measure each other for ever. */
function measured(list: HTMLElement, before: ReadonlyMap<string, number>): ReadonlyMap<string, number> | null {
  const heights = new Map(before);
  for (const line of list.querySelectorAll<HTMLElement>("[data-kind]")) {
    const kind = line.dataset["kind"] ?? "";
    if (!heights.has(kind)) heights.set(kind, line.getBoundingClientRect().height);
  }
  return heights.size > before.size ? heights : null;
}

const NO_HEIGHTS: ReadonlyMap<string, number> = new Map();

export function LongList({ label, what, count, keyOf, kindOf, draw }: LongListProps): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  const [heights, setHeights] = useState(NO_HEIGHTS);
  const starts = useMemo(() => startsOf(count, kindOf, heights), [count, kindOf, heights]);
  const shown = useMemo(() => near(starts, count, list.current), [starts, count]);
  const [far, setFar] = useState<Far | null>(null);
  const known = far !== null && far.what === what ? far : null;
  useLayoutEffect(() => {
    const place = (): void => {
      const next = spanFor(starts, count, list.current, BEYOND_PX);
      setFar((now) => (now?.what === what && now.first === next.first && now.last === next.last ? now : { what, ...next }));
    };
    const resize = (): void => {
      setHeights(NO_HEIGHTS);
      place();
    };
    const soon = known === null ? setTimeout(place, far === null ? SOON_MS : TYPED_MS) : undefined;
    if (known !== null) place();
    addEventListener("scroll", place, { passive: true });
    addEventListener("resize", resize);
    return () => {
      clearTimeout(soon);
      removeEventListener("scroll", place);
      removeEventListener("resize", resize);
    };
  }, [starts, count, what]);
  const { first, last } = bounded(known ?? shown, count);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    // Not by custom properties: every line would inherit them, and be styled anew with each step.
    element.style.paddingTop = `${String(starts[first] ?? 0)}px`;
    element.style.paddingBottom = `${String((starts[count] ?? 0) - (starts[last] ?? 0))}px`;
    const found = measured(element, heights);
    if (found !== null) setHeights(found);
  });
  const lines = useDrawn(draw, keyOf, first, last);
  return (
    <ol class="long-list" aria-label={label} ref={list}>
      {lines.map((content, at) => (
        <li key={keyOf(first + at)} data-kind={kindOf(first + at)} aria-setsize={count} aria-posinset={first + at + 1}>
          {content}
        </li>
      ))}
    </ol>
  );
}

/** The same line is the same object as long as `draw` is: Preact then leaves its part of the page alone. */
function useDrawn(draw: (index: number) => ComponentChildren, keyOf: (index: number) => string, first: number, last: number): readonly ComponentChildren[] {
  const kept = useRef<{ draw: typeof draw; lines: Map<string, ComponentChildren> }>({ draw, lines: new Map() });
  const before = kept.current.draw === draw ? kept.current.lines : new Map<string, ComponentChildren>();
  const lines = new Map<string, ComponentChildren>();
  for (let i = first; i < last; i += 1) lines.set(keyOf(i), before.get(keyOf(i)) ?? draw(i));
  kept.current = { draw, lines };
  return [...lines.values()];
}
