// Whether this may be a private window, which forgets all when it closes: where a browser lets that be told.
import { signal } from "@preact/signals";
import { opfsRefused } from "../store/opfs.js";

export const maybePrivate = signal(false);

/** Safari and Firefox keep their private file system from private windows; Chromium does not show the difference. */
export async function lookForPrivateWindow(): Promise<void> {
  maybePrivate.value = await opfsRefused();
}
