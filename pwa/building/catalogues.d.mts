export const LANGUAGES: readonly ("en" | "fr")[];
export function readCatalogue(language: "en" | "fr"): Promise<unknown>;
