// Strings: plural, register and placeholders in both languages, and the generated keys match the catalogue.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { KEYS_FILE, keysSource, leaves } from "../../building/keys.mjs";
import { readCatalogue } from "../../building/catalogues.mjs";
import { type Catalogue, format, type Room } from "./catalogue.js";
import { chooseLanguage } from "./t.js";

const french: Catalogue = {
  language: "fr",
  rooms: {
    room: {
      plain: "Bonjour {name}",
      plural: { one: "{n} élément", many: "{n} d’éléments", other: "{n} éléments" },
      register: { vous: "Votre dossier", tu: "Ton dossier" },
      both: { vous: { one: "Votre {n} note", other: "Vos {n} notes" }, tu: { one: "Ta {n} note", other: "Tes {n} notes" } },
    },
  },
};

test("placeholders are filled, numbers as the language writes them", () => {
  assert.equal(format(french, "vous", "room.plain", { name: "Dana" }), "Bonjour Dana");
  assert.equal(format(french, "vous", "room.plain", { name: 1234.5 }), "Bonjour 1\u00a0234,5");
});

test("French counts 0 and 1 as one, and whole millions as many", () => {
  const say = (n: number): string => format(french, "vous", "room.plural", { n }).replace(/\s/g, " ");
  assert.deepEqual([0, 1, 2, 1_000_000].map(say), ["0 élément", "1 élément", "2 éléments", "1 000 000 d’éléments"]);
});

test("a teen is addressed as tu, an adult as vous, with plurals inside", () => {
  assert.equal(format(french, "tu", "room.register"), "Ton dossier");
  assert.equal(format(french, "vous", "room.register"), "Votre dossier");
  assert.equal(format(french, "tu", "room.both", { n: 3 }), "Tes 3 notes");
});

test("a key, a room or a placeholder that is not there is a bug", () => {
  assert.throws(() => format(french, "vous", "room.nothing"), /no string room.nothing/);
  assert.throws(() => format(french, "vous", "room.plain.deeper"), /no string/);
  assert.throws(() => format(french, "vous", "room.plain"), /no name/);
});

test("a value that looks like a placeholder is not filled again", () => {
  assert.equal(format(french, "vous", "room.plain", { name: "{n}" }), "Bonjour {n}");
});

test("the person's choice wins, then the browser's first language that we speak, then English", () => {
  assert.equal(chooseLanguage("fr", ["en-CA"]), "fr");
  assert.equal(chooseLanguage(undefined, ["de-DE", "fr-CA", "en-CA"]), "fr");
  assert.equal(chooseLanguage(undefined, ["en-GB", "fr"]), "en");
  assert.equal(chooseLanguage(undefined, ["de"]), "en");
  assert.equal(chooseLanguage(undefined, []), "en");
});

test("keys.gen.ts is what the English catalogue gives", async () => {
  assert.equal(readFileSync(KEYS_FILE, "utf8"), keysSource(await readCatalogue("en")), "run `npm run build`");
});

test("every string can be said in both languages and both registers", async () => {
  for (const language of ["en", "fr"] as const) {
    const rooms = (await readCatalogue(language)) as Room;
    const catalogue: Catalogue = { language, rooms };
    const anything = new Proxy({}, { get: () => 2 });
    for (const [key] of leaves(rooms)) {
      for (const register of ["vous", "tu"] as const) assert.doesNotMatch(format(catalogue, register, key, anything), /[{}]|undefined/, key);
    }
  }
});
