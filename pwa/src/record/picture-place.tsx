// Where an exhibit's bytes are, in words: here, only here, or on the account and fetched when asked for.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import type { Id } from "../domain/records.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import type { Place } from "../vault/blob-port.js";

interface PlaceProps {
  readonly caseId: Id;
  readonly id: Id;
  readonly bytes: number;
  /** Asked again when this changes. */
  readonly look: unknown;
}

export function PicturePlace({ caseId, id, bytes, look }: PlaceProps): JSX.Element | null {
  const vault = useVault();
  const place = useSignal<Place | null>(null);
  const { onlyHere } = vault.sync.value;
  useEffect(() => {
    void vault.placeOf(caseId, id).then((found) => (place.value = found));
  }, [vault, caseId, id, look, onlyHere]);
  if (place.value === "account") return <p class="muted">{t("record.on_account", { size: fileSize(bytes) })}</p>;
  if (place.value === "only_here" && vault.login.value !== null) return <p class="muted">{t("record.only_here")}</p>;
  return null;
}
