// The composition root of the page: prefs and words, the frame, then the vault.
import { signal } from "@preact/signals";
import { render } from "preact";
import { readAhead } from "./app/ahead.js";
import { App } from "./app/app.js";
import { askForStamps } from "./app/ask-for-stamps.js";
import { coverWhileAway } from "./app/away.js";
import { followCaseAudience } from "./app/case-audience.js";
import { showLook } from "./app/look.js";
import { startClock } from "./app/now.js";
import { watchIdle } from "./app/idle.js";
import { watchReminders } from "./app/reminders.js";
import { keepDraftsOverLock } from "./app/drafts.js";
import { watchFaults } from "./app/fault.js";
import { watchInstallPrompt } from "./app/install-prompt.js";
import { watchPendingCode } from "./app/pending-code.js";
import { lookForPrivateWindow } from "./app/private-window.js";
import { loadPrefs } from "./app/preferences.js";
import { startRouting } from "./app/route.js";
import { startServiceWorker } from "./app/update-bar.js";
import { emptyPage, showVerify } from "./app/verify-alone.js";
import { watchUploadChoice } from "./app/upload-choice.js";
import { background } from "./store/failure.js";
import { takeInWhenOpen } from "./app/waiting.js";
import type { Vault } from "./vault/port.js";

async function startApp(): Promise<void> {
  // Storage and keys need no words: they open while those are fetched.
  const opening = import("./vault/vault.js").then(({ createVault }) => {
    const vault = createVault();
    return { vault, started: vault.start() };
  });
  const coming = signal<Vault | null>(null);
  watchFaults();
  watchInstallPrompt();
  await loadPrefs();
  showLook();
  coverWhileAway();
  startRouting();
  render(<App coming={coming} />, emptyPage());
  const { vault, started } = await opening;
  coming.value = vault;
  followCaseAudience(vault);
  watchPendingCode(vault);
  keepDraftsOverLock(vault);
  takeInWhenOpen(vault);
  watchIdle(vault);
  watchReminders(vault);
  watchUploadChoice(vault);
  askForStamps(vault);
  startClock();
  background(lookForPrivateWindow());
  await Promise.all([started, startServiceWorker()]);
  readAhead(vault);
}

/** Once the browser is known to be one that the app runs in. */
export async function start(): Promise<void> {
  await (location.pathname === "/verify" ? showVerify() : startApp());
}
