// The strings on screen: t() in the current language, which can be switched at once.
import { signal } from "@preact/signals";
import { type Catalogue, format, type Language, LANGUAGES, type Register } from "./catalogue.js";
import type { Placeholders } from "./keys.gen.js";
import { loadCatalogue } from "./load.js";

export type Key = keyof Placeholders;

/** Keys whose strings need nothing filled in: for lists of labels. */
export type PlainKey = { [K in Key]: [Placeholders[K]] extends [never] ? K : never }[Key];

/** `n` is the count that chooses a plural. */
type Filled<K extends Key> = { readonly [P in Placeholders[K]]: P extends "n" ? number : string | number };
type Rest<K extends Key> = [Placeholders[K]] extends [never] ? [] : [params: Filled<K>];

const catalogue = signal<Catalogue | null>(null);
const register = signal<Register>("vous");

/** Preferred by the person, else the first of the browser's languages that we speak. */
export function chooseLanguage(preferred: Language | undefined, browser: readonly string[]): Language {
  if (preferred !== undefined) return preferred;
  const spoken = browser.map((tag) => tag.toLowerCase().split("-")[0]);
  return LANGUAGES.find((language) => language === spoken.find((tag) => tag === "en" || tag === "fr")) ?? "en";
}

/** Resolves once the strings are on screen; `<html lang>` follows. */
export async function speak(language: Language): Promise<void> {
  catalogue.value = await loadCatalogue(language);
  document.documentElement.lang = language;
}

/** For teens tu, for everyone else vous. */
export function addressAs(next: Register): void {
  register.value = next;
}

/** Reactive; only after the first speak() has resolved. */
export function language(): Language {
  return loaded().language;
}

function loaded(): Catalogue {
  if (catalogue.value === null) throw new Error("no language is loaded yet");
  return catalogue.value;
}

/** Words from outside the catalogue, with both French registers where they differ. */
export type Spoken = string | { readonly vous: string; readonly tu: string };

export function spoken(text: Spoken): string {
  return typeof text === "string" ? text : text[register.value];
}

export function t<K extends Key>(key: K, ...[params]: Rest<K>): string {
  return format(loaded(), register.value, key, params);
}

export type Say = typeof t;

/** The words of one language whatever is on screen: for papers, which speak to adults. */
export async function sayIn(wanted: Language): Promise<Say> {
  const words = catalogue.peek()?.language === wanted ? loaded() : await loadCatalogue(wanted);
  return (key, ...[params]) => format(words, "vous", key, params);
}
