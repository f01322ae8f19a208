// Where the record is kept on this phone, whether the browser promised to keep it, and the version.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Card } from "../ui/card.js";
import type { Vault } from "../vault/port.js";

type Room = Awaited<ReturnType<Vault["room"]>>;

export function StorageCard(): JSX.Element {
  const vault = useVault();
  const room = useSignal<Room>(null);
  useEffect(() => {
    void vault.room().then((found) => (room.value = found));
  }, [vault]);
  const known = room.value;
  return (
    <Card title={t("settings.storage_title")}>
      {known === null ? null : <p>{t("settings.free", { size: fileSize(known.freeBytes) })}</p>}
      <p>{"serviceWorker" in navigator && navigator.serviceWorker.controller !== null ? t("sw.offline_ready") : t("settings.not_offline")}</p>
      <p class="muted">{t("settings.version", { version: BUILT_VERSION })}</p>
    </Card>
  );
}
