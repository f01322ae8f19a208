// A recovery code that was made but not yet checked against its copy: shown until it is, or until the lock.
import { effect, signal } from "@preact/signals";
import type { Vault } from "../vault/port.js";

export const pendingCode = signal<string | null>(null);

export function watchPendingCode(vault: Vault): void {
  addEventListener("beforeunload", (event) => {
    if (pendingCode.value !== null) event.preventDefault();
  });
  effect(() => {
    pendingCode.value = vault.unrehearsedCode.value;
  });
}
