// Byte strings for every realm: joined, and as hexadecimal text.

/** Bytes we own outright, as WebCrypto and IndexedDB want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

export function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** In groups of four, so that it can be compared by eye: "ab12 cd34 …" */
export function grouped(digits: string): string {
  return digits.match(/.{1,4}/g)?.join(" ") ?? "";
}
