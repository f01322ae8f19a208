// While the passphrase is being typed: what the first moments after it would otherwise wait for.
import { isZone } from "../domain/local-time.js";
import type { Core } from "./core.js";

/** After the locked screen has been drawn. */
const DRAWN_MS = 300;

/** A worker that cannot start is for the unlock to say. */
export function getReady(core: Core): void {
  core.env.later(() => {
    void core.env.run("wake", null).catch(() => undefined);
    // The browser reads its tables of time zones once, at the first question.
    isZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, DRAWN_MS);
}
