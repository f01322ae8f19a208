import type { GuideBook } from "../src/guides/guide-book.js";
export function readGuides(language: "en" | "fr"): Promise<GuideBook>;
