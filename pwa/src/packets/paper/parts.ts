// The parts of a packet's papers after the brief, each a pure function of the record.
import { markKey } from "../../app/contact-words.js";
import type { Corrected, Language, Later, PacketContact, PacketExhibit, PacketRecord } from "../../domain/packet/record.js";
import { readStatement } from "../../domain/statement-text.js";
import type { PlainKey, Say } from "../../i18n/t.js";
import { type Block, list, muted, pairs, section, subheading, words } from "./blocks.js";
import { happenedTime, recordedTime, timeOf } from "./times.js";

const FIELDS: Readonly<Partial<Record<string, PlainKey>>> = {
  rank: "packets.doc.field.rank", badge: "packets.doc.field.badge", service: "packets.doc.field.service", said: "packets.doc.field.said", outcomes: "packets.doc.field.outcomes",
  name: "packets.doc.head.name", phone: "record.profile.field.phone", taken: "record.taken", on: "outcomes.on", number: "outcomes.number", started: "packets.doc.head.when",
};

function fieldWords(say: Say, field: string): string {
  const key = FIELDS[field];
  return key === undefined ? field : say(key);
}

function laterBlocks(say: Say, { language }: PacketRecord, additions: readonly Later[], corrections: readonly Corrected[] = []): readonly Block[] {
  return [
    ...additions.flatMap(({ recorded, text }) => [muted(say("packets.doc.added", { time: recordedTime(say, language, recorded) })), words(text)]),
    ...corrections.map(({ recorded, field, from }) => {
      const before = field === "outcomes" ? from?.split(", ").map((code) => codeWords(say, code)).join(", ") : from;
      return muted(say("packets.doc.corrected", { field: fieldWords(say, field), from: before ?? say("packets.doc.unknown"), time: recordedTime(say, language, recorded) }));
    }),
  ];
}

function account(say: Say, text: string): readonly Block[] {
  const read = readStatement(text);
  if (read === null) return [words(text)];
  return read.parts.flatMap(({ kind, how, exhibits, words: said }) => {
    const marks = [kind === "threat" ? say("packets.doc.threats") : "", how === null ? "" : say(`statement.editor.${how}`), exhibits.join(", ")].filter((mark) => mark !== "");
    return [...(marks.length === 0 ? [] : [muted(marks.join(" · "))]), words(said)];
  });
}

export function statementBlocks(say: Say, record: PacketRecord): readonly Block[] {
  const blocks = record.statements.flatMap(({ voice, versions }) => [
    subheading(say(`statement.voice.${voice}`)),
    ...versions.flatMap(({ sealed, text, sha256, additions }, n) => [
      muted(say("packets.doc.version", { n: n + 1, time: recordedTime(say, record.language, sealed) })),
      ...account(say, text),
      { kind: "mono" as const, text: `SHA-256 ${sha256}` },
      ...laterBlocks(say, record, additions),
    ]),
  ]);
  return section(say("packets.doc.statements"), blocks);
}

/** What one line of the timeline is about. */
function subjects(say: Say, record: PacketRecord): ReadonlyMap<string, string> {
  return new Map([
    ...record.exhibits.map(({ label, caption, described }) => [label, [label, caption ?? described?.what ?? ""].filter((text) => text !== "").join(" · ")] as const),
    ...record.contacts.map(({ id, kind, service, name }) => [id, [say(`packets.contact_kind.${kind}`), service, name].filter((text) => text !== null).join(" · ")] as const),
    ...record.outcomes.map(({ id, kind }) => [id, `${say("packets.doc.field.outcomes")} · ${say(`outcomes.kind.${kind}`)}`] as const),
    ...record.case.numbers.map(({ id, kind, value, org }) => [id, [say(`record.number_kind.${kind}`), value, org].filter((text) => text !== null).join(" · ")] as const),
    ...record.statements.flatMap(({ voice, versions }) => versions.map(({ id }) => [id, `${say("record.statement")} · ${say(`statement.voice.${voice}`)}`] as const)),
    ...record.notes.map(({ id, text }) => [id, `${say("record.note")} · ${text.length > 120 ? `${text.slice(0, 120)}…` : text}`] as const),
    ...record.accounts.map(({ id, platform, username, display }) => [id, [say("packets.doc.suspect"), platform, username ?? display].filter((text) => text !== null).join(" · ")] as const),
  ]);
}

export function timelineBlocks(say: Say, record: PacketRecord): readonly Block[] {
  if (record.timeline.length === 0) return [];
  const about = subjects(say, record);
  const rows = record.timeline.map(({ when, of, ref }) => [`${timeOf(record.language, when)}, ${say(`packets.doc.${of}`)}`, about.get(ref) ?? ref]);
  return section(say("packets.doc.timeline"), [{ kind: "table", head: [say("packets.doc.head.when"), say("packets.doc.head.what")], rows }]);
}

/** On paper nothing is left to be filled in: a call back, not one by… */
function codeWords(say: Say, code: string): string {
  const key = code === "call_back" ? "packets.doc.call_back" : markKey(code);
  return key === null ? code : say(key);
}

/** Each once: a tap during the call with its time, the rest without. */
function outcomesIn(say: Say, language: Language, { outcomes, marks }: PacketContact): string {
  const tapped = new Set(marks.map(({ code }) => code));
  const rest = outcomes.filter((code) => !tapped.has(code)).map((code) => codeWords(say, code));
  return [...rest, ...marks.map(({ at, code }) => `${codeWords(say, code)} (${timeOf(language, at)})`)].join(", ");
}

function contact(say: Say, record: PacketRecord, one: PacketContact): readonly Block[] {
  const { language } = record;
  const ended = one.ended_at === null ? "" : ` – ${timeOf(language, one.ended_at)}`;
  return [
    subheading([say(`packets.contact_kind.${one.kind}`), one.service].filter((text) => text !== null).join(" · ")),
    ...pairs([
      [say("packets.doc.head.when"), timeOf(language, one.started_at) + ended],
      [say(`calls.role.${one.role as "officer"}`), [one.name, one.rank, one.badge, one.phone].filter((text) => text !== null).join(" · ")],
      [say("packets.doc.field.outcomes"), outcomesIn(say, language, one)],
    ]),
    ...(one.said === null ? [] : [muted(say("packets.doc.field.said")), words(one.said)]),
    ...laterBlocks(say, record, one.additions, one.corrections),
  ];
}

export function contactBlocks(say: Say, record: PacketRecord): readonly Block[] {
  return section(say("packets.doc.contacts"), record.contacts.flatMap((one) => contact(say, record, one)));
}

export function outcomeBlocks(say: Say, record: PacketRecord): readonly Block[] {
  const { language, outcomes } = record;
  const numbers = new Map(record.case.numbers.map(({ id, value }) => [id, value]));
  const blocks = outcomes.flatMap(({ kind, on, said, number, recorded, additions, corrections }) => [
    subheading(say(`outcomes.kind.${kind}`)),
    ...pairs([
      [say("outcomes.on"), on === null ? null : timeOf(language, on)],
      [say("outcomes.number"), numbers.get(number ?? "")],
    ]),
    ...(said === null ? [] : [muted(say("packets.doc.field.said")), words(said)]),
    muted(recordedTime(say, language, recorded)),
    ...laterBlocks(say, record, additions, corrections),
  ]);
  return section(say("packets.doc.outcomes"), blocks);
}

export function noteBlocks(say: Say, record: PacketRecord): readonly Block[] {
  const { language } = record;
  return section(say("packets.doc.notes"), record.notes.flatMap(({ text, happened, recorded }) => [muted([recordedTime(say, language, recorded), happenedTime(say, language, happened)].filter((part) => part !== null).join(" · ")), words(text)]));
}

const ACCOUNT_FIELDS = ["platform", "username", "display", "url", "user_id", "phone", "email", "payment", "wallet", "about"] as const;

export function accountBlocks(say: Say, record: PacketRecord): readonly Block[] {
  const blocks = record.accounts.flatMap((one) => [
    ...pairs(ACCOUNT_FIELDS.map((field) => [say(`record.profile.field.${field}`), one[field]] as const)),
    muted(recordedTime(say, record.language, one.recorded)),
  ]);
  return section(say("packets.doc.suspect"), blocks);
}

export function seizedBlocks(say: Say, record: PacketRecord): readonly Block[] {
  const blocks = record.devices_seized.flatMap(({ item, receipt, officer, since, until }) => pairs([
    [say("packets.doc.field.item"), item], [say("packets.doc.field.receipt"), receipt], [say("packets.doc.field.officer"), officer], [say("packets.doc.field.since"), since], [say("packets.doc.field.until"), until],
  ]));
  return section(say("packets.doc.seized"), blocks);
}

function exhibit(say: Say, record: PacketRecord, one: PacketExhibit): readonly Block[] {
  const { language } = record;
  const none = one.no_file === null ? null : one.no_file === "removed" ? say("packets.doc.removed_at", { time: timeOf(language, one.removed_at ?? "") }) : say(`packets.doc.no_file.${one.no_file}`);
  const where = one.original_kept_on ?? say("packets.doc.unknown");
  return [
    subheading([one.label, one.caption].filter((text) => text !== null).join(" · ")),
    ...pairs([
      [say("record.received"), recordedTime(say, language, one.recorded)],
      [say("record.happened.question"), happenedTime(say, language, one.happened)],
      [say("packets.doc.head.file"), one.file ?? none],
      [say("record.file_name"), one.name],
      [say("record.kind_and_size"), one.mime === null ? null : `${one.mime}, ${String(one.bytes ?? 0)}`],
      [say("record.taken"), one.taken],
      [say("record.via"), one.kind === "removed" ? null : say(`record.via_words.${one.source.via as "picker"}`)],
      [say("record.profile.field.platform"), [one.platform, one.account].filter((text) => text !== null).join(" · ")],
      [say("capture.detail.seen_by"), one.described?.seen_by],
      [say("capture.detail.happened"), one.described?.happened],
    ]),
    ...(one.described === null ? [] : [words(one.described.what)]),
    ...(one.covered === null ? [] : [muted(say("packets.doc.covered", { n: one.covered.boxes, where }))]),
    ...(one.covered !== null || one.original_kept_on === null ? [] : [muted(say("packets.doc.original", { where }))]),
    ...laterBlocks(say, record, one.additions, one.corrections),
  ];
}

export function exhibitBlocks(say: Say, record: PacketRecord): readonly Block[] {
  return section(say("packets.doc.exhibits"), record.exhibits.flatMap((one) => exhibit(say, record, one)));
}

export function plateBlocks(say: Say, record: PacketRecord): readonly Block[] {
  const plates = record.exhibits.flatMap(({ label, caption, file, mime }): readonly Block[] => (file === null || mime === null ? [] : [{ kind: "plate", label, caption: caption ?? "", file, mime }]));
  return section(say("packets.doc.plates"), plates);
}

export function hashBlocks(say: Say, record: PacketRecord): readonly Block[] {
  const rows = record.exhibits.flatMap(({ label, bytes, sha256 }) => (sha256 === null ? [] : [[label, String(bytes ?? 0), sha256]]));
  const chains = Object.entries(record.custody_heads).map(([name, { n, sha256 }]) => [name, String(n), sha256]);
  const head = (second: string): readonly string[] => [say("packets.doc.head.label"), second, "SHA-256"];
  return [
    ...section(say("packets.doc.hashes"), rows.length === 0 ? [] : [{ kind: "table", head: head(say("packets.doc.head.size")), rows }]),
    ...section(say("packets.doc.custody"), chains.length === 0 ? [] : [{ kind: "table", head: head(say("packets.doc.head.lines")), rows: chains }]),
  ];
}

export function omittedBlocks(say: Say, record: PacketRecord): readonly Block[] {
  return section(say("packets.doc.omitted"), list(record.omitted.map(({ kind, count }) => say(`packets.doc.omitted_kind.${kind}`, { n: count }))));
}
