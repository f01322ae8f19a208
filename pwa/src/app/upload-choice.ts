// Tells the vault what this phone's owner chose about pictures on mobile data.
import { effect } from "@preact/signals";
import type { Vault } from "../vault/port.js";
import { prefs } from "./preferences.js";

export function watchUploadChoice(vault: Vault): void {
  effect(() => vault.uploadOn(prefs.value.upload_on ?? "browser"));
}
