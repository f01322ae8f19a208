// Makes the phone's copy of the guides and the facts they show, named by content.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { LANGUAGES } from "./catalogues.mjs";
import { GUIDES } from "./paths.mjs";

const STAGES = ["now", "calling", "waiting", "visit", "months", "outcome"];

async function readFolder(name) {
  const files = (await readdir(join(GUIDES, name))).filter((file) => file.endsWith(".yaml")).sort();
  return Promise.all(files.map(async (file) => [basename(file, ".yaml"), parse(await readFile(join(GUIDES, name, file), "utf8"))]));
}

const isText = (node) => typeof node.en === "string" && typeof node.fr === "string";

function inLanguage(node, language) {
  if (Array.isArray(node)) return node.map((each) => inLanguage(each, language));
  if (typeof node !== "object" || node === null) return node;
  if (!isText(node)) return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, inLanguage(each, language)]));
  if (language === "fr" && node.tu !== undefined) return { vous: node.fr, tu: node.tu };
  return node[language];
}

const SOURCES = { none: "ours", seed: "founding" };

function factIn(row, language) {
  const of = (name) => row[`${name}_${language}`];
  const { phone, text, tells, source_title: source, source_url, checked } = row;
  const from = SOURCES[source_url] ?? "page";
  const said = inLanguage({ en: row.en, fr: row.fr, tu: row.tu }, language);
  return { said, name: of("name"), regions: row.region?.split(","), confirm: of("confirm"), phone, text, tells, url: of("url"), from, source, checked };
}

/** A worksheet as a link: what it is called, and its address but for the paper's size. */
function sheetIn({ title, slug_en, slug_fr }, language) {
  return { title: title[language], path: language === "en" ? `/en/guides/sheets/${slug_en}` : `/fr/guides/fiches/${slug_fr}` };
}

function guideIn({ id, stage, reader, title, lead, blocks }, language, sheets) {
  const linked = blocks.map((block) => (block.sheets === undefined ? block : { sheets: block.sheets.map((sheet) => sheetIn(sheets[sheet], language)) }));
  return inLanguage({ id, stage, reader, title, lead, blocks: linked }, language);
}

function serviceIn(row, language) {
  const { id, region, non_emergency: phone, covers = [], source_title: source, source_date, checked } = row;
  const written = source_date?.replace("~", "");
  return { id, regions: region.split(","), name: row[`name_${language}`] ?? row.name_en, phone, covers, source, written, checked };
}

/** The guides in the order of the path, every fact by `topic.id`, and the police services. */
export async function readGuides(language) {
  const topics = await readFolder("facts");
  const police = parse(await readFile(join(GUIDES, "police_services.yaml"), "utf8"));
  const sheets = Object.fromEntries(await readFolder("sheets"));
  const rows = (await readFolder("content")).map(([, guide]) => guide);
  rows.sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) || a.place - b.place);
  return {
    guides: rows.map((guide) => guideIn(guide, language, sheets)),
    facts: Object.fromEntries(topics.flatMap(([topic, facts]) => facts.map((row) => [`${topic}.${row.id}`, factIn(row, language)]))),
    police: police.map((row) => serviceIn(row, language)),
  };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const fieldsOf = (row, holds) => Object.fromEntries(Object.entries(row).filter(([name]) => holds(name)));

/** For each row what both languages say alike, and what is left for each. */
function shared(en, fr) {
  const alike = (key) => (name) => same(en[key][name], fr[key][name]);
  const rows = (from, holds) => Object.fromEntries(Object.keys(from).map((key) => [key, fieldsOf(from[key], holds(key))]));
  const own = (key) => (name) => !alike(key)(name);
  return { both: rows(en, alike), en: rows(en, own), fr: rows(fr, own) };
}

const byId = (rows) => Object.fromEntries(rows.map((row) => [row.id, row]));

function named(name, book) {
  const contents = Buffer.from(JSON.stringify(book));
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8).toUpperCase();
  return { language: name, file: `guides-${name}-${hash}.json`, contents };
}

/** One file for each language, and one of what they have in common: sources, numbers, addresses. @returns [{ language, file, contents }] */
export async function guideFiles() {
  const [en, fr] = await Promise.all(LANGUAGES.map(readGuides));
  const facts = shared(en.facts, fr.facts);
  const police = shared(byId(en.police), byId(fr.police));
  return [
    named("en", { guides: en.guides, facts: facts.en, police: police.en }),
    named("fr", { guides: fr.guides, facts: facts.fr, police: police.fr }),
    named("both", { facts: facts.both, police: police.both }),
  ];
}
