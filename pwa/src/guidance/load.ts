// Fetches the guides of one language once: a file of this build, kept by the service worker for offline use.
import type { Language } from "../i18n/catalogue.js";
import type { GuideBook } from "./guide-book.js";

const kept = new Map<Language, Promise<GuideBook>>();

async function fetchBook(language: Language): Promise<GuideBook> {
  const response = await fetch(BUILT_GUIDE_URLS[language]);
  if (!response.ok) throw new Error(`guides ${language}: ${String(response.status)}`);
  return (await response.json()) as GuideBook;
}

/** A failure is not kept: the next call asks again. */
export function loadGuides(language: Language): Promise<GuideBook> {
  const coming = kept.get(language) ?? fetchBook(language);
  kept.set(language, coming);
  coming.catch(() => kept.delete(language));
  return coming;
}
