// Fetches one language's catalogue: a file of this build, kept by the service worker for offline use.
import type { Catalogue, Language, Room } from "./catalogue.js";

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const response = await fetch(BUILT_CATALOGUE_URLS[language]);
  if (!response.ok) throw new Error(`catalogue ${language}: ${String(response.status)}`);
  return { language, rooms: (await response.json()) as Room };
}
