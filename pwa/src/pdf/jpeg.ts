// What a JPEG says of itself: its size and how many colours a pixel has.

export interface JpegFacts {
  readonly w: number;
  readonly h: number;
  readonly components: number;
}

const FRAMES = new Set([0xc0, 0xc1, 0xc2]);

/** Null for what is no baseline, extended or progressive JPEG of 8 bits: a PDF can hold no other. */
export function jpegFacts(bytes: Uint8Array): JpegFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 <= bytes.length && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (!FRAMES.has(view.getUint8(at + 1))) continue;
    const [bits, h, w, components] = [view.getUint8(at + 4), view.getUint16(at + 5), view.getUint16(at + 7), view.getUint8(at + 9)];
    return bits === 8 && w > 0 && h > 0 && (components === 1 || components === 3) ? { w, h, components } : null;
  }
  return null;
}
