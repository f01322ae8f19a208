// The first script: it starts the app, or where that cannot work, or should not, leaves a plain page with help numbers.
import { hasSecureCurves } from "./crypto/secure-curves.js";
import type * as Main from "./main.js";
import { isInsideAnotherApp } from "./in-app-browser.js";
import { missingFeatures } from "./oldest-browsers.js";
import { showPlainPage } from "./plain-page.js";

async function start(): Promise<void> {
  if (isInsideAnotherApp(navigator.userAgent)) {
    showPlainPage(document, "in_app");
    return;
  }
  if (missingFeatures(globalThis).length > 0) {
    showPlainPage(document, "too_old");
    return;
  }
  const curves = hasSecureCurves();
  try {
    const main = (await import(BUILT_MAIN_URL)) as typeof Main;
    if (await curves) await main.start();
    else showPlainPage(document, "too_old");
  } catch (error) {
    showPlainPage(document, "failed");
    throw error;
  }
}

void start();
