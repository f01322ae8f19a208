// Fetches the guides of one language once: files of this build, kept by the service worker for offline use.
import type { Language } from "../i18n/catalogue.js";
import { type BookOfBoth, type BookOfOne, type GuideBook, joined } from "./guide-book.js";

const kept = new Map<Language, Promise<GuideBook>>();

async function fetchPart(part: Language | "both"): Promise<unknown> {
  const response = await fetch(BUILT_GUIDE_URLS[part]);
  if (!response.ok) throw new Error(`guides ${part}: ${String(response.status)}`);
  return response.json();
}

async function fetchBook(language: Language): Promise<GuideBook> {
  const [book, both] = await Promise.all([fetchPart(language), fetchPart("both")]);
  return joined(book as BookOfOne, both as BookOfBoth);
}

/** A failure is not kept: the next call asks again. */
export function loadGuides(language: Language): Promise<GuideBook> {
  const coming = kept.get(language) ?? fetchBook(language);
  kept.set(language, coming);
  coming.catch(() => kept.delete(language));
  return coming;
}
