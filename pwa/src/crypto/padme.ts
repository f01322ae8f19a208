// PADME lengths: sizes on the wire say little about sizes on the phone.

/** Rounds up to a length with at most log2 log2 significant bits; below 2 it is the length itself. */
export function padme(length: number): number {
  if (length < 2) return length;
  const e = Math.floor(Math.log2(length));
  const s = Math.floor(Math.log2(e)) + 1;
  const step = 2 ** Math.max(0, e - s);
  return Math.ceil(length / step) * step;
}

export function paddedLength(length: number): number {
  return Math.max(256, padme(length));
}
