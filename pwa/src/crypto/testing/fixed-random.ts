// Randomness that is the same each time: vectors can be made again byte for byte.
import { createHash } from "node:crypto";
import type { Random } from "../random.js";

export function fixedRandom(seed: string): Random {
  let count = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const block = createHash("sha256").update(`${seed}/${String(count)}`).digest();
      out.set(block.subarray(0, length - at), at);
      count += 1;
    }
    return out;
  };
}

export function flipped(bytes: Uint8Array, at: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
