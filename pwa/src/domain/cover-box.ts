// A covered place on a picture, in hundredths of its sides, and the pixels it takes.

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const WHOLE = 100;
const LEAST = 1;

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** Inside the picture and never empty, whatever was dragged or typed. */
export function fitted({ left, top, width, height }: Box): Box {
  const [x, y] = [within(left, 0, WHOLE - LEAST), within(top, 0, WHOLE - LEAST)];
  return { left: x, top: y, width: within(width, LEAST, WHOLE - x), height: within(height, LEAST, WHOLE - y) };
}

/** Between two corners, in whichever order they were touched. */
export function spanning(a: readonly [x: number, y: number], b: readonly [x: number, y: number]): Box {
  return fitted({ left: Math.min(a[0], b[0]), top: Math.min(a[1], b[1]), width: Math.abs(a[0] - b[0]), height: Math.abs(a[1] - b[1]) });
}

/** Whole pixels, rounded outward: no edge of what is covered shows through. */
export function pixelsOf(box: Box, w: number, h: number): { readonly x: number; readonly y: number; readonly w: number; readonly h: number } {
  const { left, top, width, height } = fitted(box);
  const [x, y] = [Math.floor((left / WHOLE) * w), Math.floor((top / WHOLE) * h)];
  return { x, y, w: Math.min(w, Math.ceil(((left + width) / WHOLE) * w)) - x, h: Math.min(h, Math.ceil(((top + height) / WHOLE) * h)) - y };
}
