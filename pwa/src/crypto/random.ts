// Randomness, injectable so that vectors can be made again byte for byte.
import type { Bytes } from "./bytes.js";

export type Random = (length: number) => Bytes;

export const systemRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
