import type { GuideBook } from "../src/guidance/guide-book.js";
export function readGuides(language: "en" | "fr"): Promise<GuideBook>;

export function guideFiles(): Promise<readonly { readonly language: "en" | "fr" | "both"; readonly file: string; readonly contents: Buffer }[]>;
