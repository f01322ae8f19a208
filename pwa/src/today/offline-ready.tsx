// The installed app has everything it needs without a network: true once its own service worker is in charge.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isInstalled } from "../app/installed.js";
import { t } from "../i18n/t.js";

const inCharge = (): boolean => "serviceWorker" in navigator && navigator.serviceWorker.controller !== null;

export function OfflineReady(): JSX.Element | null {
  const ready = useSignal(inCharge());
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    const look = (): void => {
      ready.value = inCharge();
    };
    navigator.serviceWorker.addEventListener("controllerchange", look);
    return () => navigator.serviceWorker.removeEventListener("controllerchange", look);
  }, []);
  return isInstalled() ? <p role="status" class="muted">{ready.value ? t("today.offline_ready") : null}</p> : null;
}
