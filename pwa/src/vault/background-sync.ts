// Asks the browser to wake the service worker once there is a network, also after the app was closed. Chromium only.

interface WithSync {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Silent where the browser has no such thing, or refuses: the next opening posts what waits. */
export function askForBackgroundSync(): void {
  if (typeof navigator === "undefined" || !("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.getRegistration().then((registration) => (registration as WithSync | undefined)?.sync?.register("outbox").catch(() => undefined));
}
