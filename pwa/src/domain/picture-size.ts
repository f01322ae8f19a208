// Whether a phone's memory can hold a picture once it is decoded.

/** Decoded, a pixel takes four bytes: 256 MB for a moment. A picture of 20,000 by 20,000 would take 1.6 GB. */
const MOST_PIXELS = 64_000_000;

/** A size that the picture does not say is left to the browser. */
export function fitsMemory({ w = 0, h = 0 }: { readonly w?: number; readonly h?: number }): boolean {
  return w * h <= MOST_PIXELS;
}
