// The page where a packet is checked, for whoever was handed one: no vault is opened, and none is made.
import { render } from "preact";
import { loadPrefs } from "./preferences.js";
import { startServiceWorker } from "./update-bar.js";

/** Where the app is drawn, without what the server wrote there. */
export function emptyPage(): HTMLElement {
  const root = document.getElementById("app");
  if (root === null) throw new Error("the page has no #app");
  root.replaceChildren();
  return root;
}

export async function showVerify(): Promise<void> {
  const [{ VerifyPage }] = await Promise.all([import("./screens.js"), loadPrefs()]);
  render(<VerifyPage />, emptyPage());
  await startServiceWorker();
}
