// Tells that a new version waits, and changes to it only when asked.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { registerServiceWorker } from "../trusted-types.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";

const waiting = signal<ServiceWorker | null>(null);

function watch(registration: ServiceWorkerRegistration): void {
  if (registration.waiting !== null && navigator.serviceWorker.controller !== null) waiting.value = registration.waiting;
  registration.addEventListener("updatefound", () => {
    const incoming = registration.installing;
    incoming?.addEventListener("statechange", () => {
      if (incoming.state === "installed" && navigator.serviceWorker.controller !== null) waiting.value = incoming;
    });
  });
}

/** Without a service worker the app works, but not offline; the settings screen says so. */
export async function startServiceWorker(): Promise<void> {
  try {
    watch(await registerServiceWorker());
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
}

function useNow(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.value?.postMessage("activate-update");
}

export function UpdateBar(): JSX.Element | null {
  if (waiting.value === null) return null;
  return (
    <Notice tone="info" title={t("sw.update_ready")} live>
      <p>{t("sw.update_note")}</p>
      <div class="actions">
        <Button weight="secondary" onClick={useNow}>
          {t("sw.update_now")}
        </Button>
        <Button weight="quiet" onClick={() => (waiting.value = null)}>
          {t("sw.update_later")}
        </Button>
      </div>
    </Notice>
  );
}
