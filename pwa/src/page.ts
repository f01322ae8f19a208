// The first script: it starts the app, or where that cannot work, or should not, leaves a plain page with help numbers.
import { hasSecureCurves } from "./crypto/secure-curves.js";
import { isInsideAnotherApp } from "./in-app-browser.js";
import { missingFeatures } from "./oldest-browsers.js";
import { showPlainPage } from "./plain-page.js";

function preload(): void {
  for (const url of BUILT_START_URLS) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = url;
    document.head.appendChild(link);
  }
}

async function start(): Promise<void> {
  if (isInsideAnotherApp(navigator.userAgent)) {
    showPlainPage(document, "in_app");
    return;
  }
  const known = missingFeatures(globalThis).length === 0;
  if (known) preload();
  if (!known || !(await hasSecureCurves())) {
    showPlainPage(document, "too_old");
    return;
  }
  try {
    await import(BUILT_MAIN_URL);
  } catch (error) {
    showPlainPage(document, "failed");
    throw error;
  }
}

void start();
