// What a dialler takes of a phone number that was written in any form.
const EXTENSION = /(?<!\p{L})(?:ext(?:ension)?|poste|x)\.?\s*:?\s*(\d{1,6})\b.*$/iu;
/** What is said beside it: "(9-5)", "(days)"; the brackets of an area code stay. */
const ASIDE = /\((?!\d{3}\))[^)]*\)/gu;
/** Hours and days: "24/7", "24 h/24", "7j/7". */
const HOURS = /(?<!\d)(?:24|7)\s*[hj]?\s*\/\s*(?:24|7)(?!\d)\s*[hj]?/giu;
/** A second number: the first is the one to call. A comma alone is the pause before an extension. */
const SECOND = /\s*(?:\/|(?<!\p{L})(?:or|ou|and|et)(?!\p{L})|&|[,;](?=(?:\D*\d){7})).*$/iu;
/** 1-866-APPELLE, 1-866-4VICTIM: letters only after the prefix of a free line, since elsewhere they are words. */
const IN_LETTERS = /\b8\d\d[-. ]?\d{0,3}[A-Z]{3,}/u;
const KEYS = ["ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

const keyOf = (letter: string): string => String(KEYS.findIndex((letters) => letters.includes(letter)) + 2);

/** Digits, a leading plus, `*` and `#`; an extension after a pause. Empty where there is nothing to dial. */
export function dialled(written: string): string {
  const text = written.normalize("NFKC").replace(ASIDE, " ").replace(HOURS, " ");
  const extension = EXTENSION.exec(text)?.[1];
  const main = text.replace(EXTENSION, "").replace(SECOND, "").replace(IN_LETTERS, (free) => free.replace(/[A-Z]/gu, keyOf));
  const digits = main.replace(/[^\d+#*,;]/gu, "").replace(/^[,;]+|[,;]+$/gu, "");
  return extension === undefined ? digits : `${digits},${extension}`;
}
