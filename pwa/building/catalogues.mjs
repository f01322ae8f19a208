// Reads the catalogue shared with the server and makes the phone's part of it, named by content.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LOCALES } from "./paths.mjs";

export const LANGUAGES = ["en", "fr"];

/** Words of the server's own pages; the phone does not download them. */
const SERVER_ROOM = "pages";

const readAll = async (language) => JSON.parse(await readFile(join(LOCALES, `${language}.json`), "utf8"));

export async function readCatalogue(language) {
  const rooms = Object.entries(await readAll(language));
  return Object.fromEntries(rooms.filter(([room]) => room !== SERVER_ROOM));
}

/** @returns [{ language, file, contents }] */
export function catalogueFiles() {
  return Promise.all(
    LANGUAGES.map(async (language) => {
      const contents = Buffer.from(JSON.stringify(await readCatalogue(language)));
      const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8).toUpperCase();
      return { language, file: `${language}-${hash}.json`, contents };
    }),
  );
}

/** What the page without an app says in one language; the numbers are those of the Help now sheet. */
function plainWordsOf({ help, [SERVER_ROOM]: pages }) {
  const numbers = Object.values(help).filter(({ tel }) => tel !== undefined);
  return { ...pages.plain, numbers: numbers.map(({ name, phone, tel }) => ({ name, phone, tel })) };
}

export async function plainWords() {
  const words = LANGUAGES.map(async (language) => [language, plainWordsOf(await readAll(language))]);
  return Object.fromEntries(await Promise.all(words));
}
