// One language's strings: finding a leaf, choosing its register and plural, filling its placeholders.

export type Language = "en" | "fr";
export const LANGUAGES: readonly Language[] = ["en", "fr"];

/** How the reader is spoken to in French: vous (an adult) or tu (a teen). */
export type Register = "vous" | "tu";

interface Plural {
  readonly one: string;
  /** French for whole millions. */
  readonly many?: string;
  readonly other: string;
}
interface Registered {
  readonly vous: string | Plural;
  readonly tu: string | Plural;
}
export type Leaf = string | Plural | Registered;
export interface Room {
  readonly [key: string]: Leaf | Room;
}

export interface Catalogue {
  readonly language: Language;
  readonly rooms: Room;
}

export type Params = Readonly<Record<string, string | number>>;

const LOCALES: Readonly<Record<Language, string>> = { en: "en-CA", fr: "fr-CA" };

export function localeOf(language: Language): string {
  return LOCALES[language];
}

function find(rooms: Room, key: string): Leaf {
  let node: Leaf | Room | undefined = rooms;
  for (const part of key.split(".")) {
    if (typeof node !== "object") throw new Error(`no string ${key}`);
    node = (node as Room)[part];
  }
  if (node === undefined) throw new Error(`no string ${key}`);
  return node as Leaf;
}

function isRegistered(leaf: Leaf): leaf is Registered {
  return typeof leaf === "object" && "vous" in leaf;
}

function inForm(leaf: string | Plural, n: unknown, language: Language): string {
  if (typeof leaf === "string") return leaf;
  const category = new Intl.PluralRules(localeOf(language)).select(Number(n));
  if (category === "one") return leaf.one;
  return category === "many" ? (leaf.many ?? leaf.other) : leaf.other;
}

/** Throws for a key or a placeholder that is not there: both are bugs, found by the types and the tests. */
export function format(catalogue: Catalogue, register: Register, key: string, params: Params = {}): string {
  const leaf = find(catalogue.rooms, key);
  const spoken = isRegistered(leaf) ? leaf[register] : leaf;
  const text = inForm(spoken, params["n"], catalogue.language);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`no ${name} for string ${key}`);
    return typeof value === "number" ? new Intl.NumberFormat(localeOf(catalogue.language)).format(value) : value;
  });
}
