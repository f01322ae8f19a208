// The prefs of this phone as a signal, and their effect on the page: language, theme, form of address.
import { signal } from "@preact/signals";
import { addressAs, chooseLanguage, speak } from "../i18n/t.js";
import { background } from "../store/failure.js";
import { readPrefs, writePrefs } from "../store/prefs.js";
import type { Prefs } from "../store/prefs.js";

export const prefs = signal<Prefs>({});

async function apply(next: Prefs): Promise<void> {
  prefs.value = next;
  if (next.theme === undefined || next.theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next.theme;
  addressAs(next.audience === "me" ? "tu" : "vous");
  await speak(chooseLanguage(next.lang, navigator.languages));
}

/** From now on the page also follows the browser's own language, for whoever chose none. */
export async function loadPrefs(): Promise<void> {
  addEventListener("languagechange", () => background(apply(prefs.value)));
  await apply(await readPrefs());
}

export async function changePrefs(change: Partial<Prefs>): Promise<void> {
  await apply(await writePrefs(change));
}
