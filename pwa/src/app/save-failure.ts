// Words for a save that did not happen: what was not lost, and what to do.
import { t } from "../i18n/t.js";
import type { SaveFailure } from "../vault/port.js";

export function failureWords(type: SaveFailure["type"]): string {
  return t(`app.save_failed.${type}`);
}
