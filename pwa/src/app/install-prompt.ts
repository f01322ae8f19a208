// The browser's own offer to install, kept until the person is ready for it (Android and desktop; iPhone has none).
import { signal } from "@preact/signals";

/** Not in lib.dom: only Chromium has it. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

export const installPrompt = signal<InstallPromptEvent | null>(null);

export function watchInstallPrompt(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installPrompt.value = event as InstallPromptEvent;
  });
  addEventListener("appinstalled", () => {
    installPrompt.value = null;
  });
}
