// The composition root of the page: prefs, vault, routes, then the app.
import { render } from "preact";
import { App } from "./app/app.js";
import { loadPrefs } from "./app/preferences.js";
import { startRouting } from "./app/route.js";
import { startServiceWorker } from "./app/update-bar.js";
import { createVault } from "./vault/vault.js";

async function start(): Promise<void> {
  await loadPrefs();
  const vault = createVault();
  startRouting();
  const root = document.getElementById("app");
  if (root === null) throw new Error("the page has no #app");
  root.replaceChildren();
  render(<App vault={vault} />, root);
  await Promise.all([vault.start(), startServiceWorker()]);
}

await start();
