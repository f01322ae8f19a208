// The name and icon that the app is installed under: its own, or those of a plain notebook. Chosen before installing.
import { effect } from "@preact/signals";
import { t } from "../i18n/t.js";
import { background } from "../store/failure.js";
import { changePrefs, prefs } from "./preferences.js";

const OWN = { "manifest": "/manifest.webmanifest", "icon": "/static/icons/icon-192.png", "apple-touch-icon": "/static/icons/apple-touch-icon.png" };
const PLAIN: typeof OWN = { "manifest": "/manifest.webmanifest?look=plain", "icon": "/static/icons/plain-192.png", "apple-touch-icon": "/static/icons/plain-apple-touch-icon.png" };

function linkOf(rel: string): HTMLLinkElement {
  const found = document.querySelector<HTMLLinkElement>(`link[rel="${rel}"]`);
  if (found !== null) return found;
  const made = document.createElement("link");
  made.rel = rel;
  return document.head.appendChild(made);
}

/** The manifest is linked here alone: a page that named the other one first would rename what is installed. */
export function showLook(): void {
  // An iPhone gives the installed app a store of its own, which begins without the choice.
  if (new URLSearchParams(location.search).get("look") === "plain" && prefs.peek().look === undefined) background(changePrefs({ look: "plain" }));
  effect(() => {
    const plain = prefs.value.look === "plain";
    for (const [rel, href] of Object.entries(plain ? PLAIN : OWN)) {
      const link = linkOf(rel);
      if (link.getAttribute("href") !== href) link.href = href;
    }
    // Alike on every screen: the browser's history keeps titles.
    document.title = t(plain ? "ui.plain_name" : "sw.app_name");
  });
}
