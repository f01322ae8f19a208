import type { GuideBook } from "../src/guidance/guide-book.js";
export function readGuides(language: "en" | "fr"): Promise<GuideBook>;
