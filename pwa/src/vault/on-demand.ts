// What the vault fetches at its first use; the phone keeps it for offline use like every other file.
import type * as Seldom from "./seldom.js";

export function seldom(): Promise<typeof Seldom> {
  return import("./seldom.js");
}
