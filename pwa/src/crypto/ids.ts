// Ids: 16 random bytes, 32 lower-case hex digits in text.
import { type Bytes, hex, unhex } from "./bytes.js";
import { systemRandom, type Random } from "./random.js";

export function newId(random: Random = systemRandom): string {
  return hex(random(16));
}

/** Throws RangeError on anything but 32 lower-case hex digits. */
export function idBytes(id: string): Bytes {
  if (id.length !== 32) throw new RangeError("id");
  return unhex(id);
}
