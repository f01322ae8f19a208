// Page 1: what an officer reads in thirty seconds, and the only page that "Show the officer" shows.
import type { PacketRecord } from "../../domain/packet/record.js";
import { readStatement } from "../../domain/statement-text.js";
import type { Say } from "../../i18n/t.js";
import { type Block, list, pairs, section, words } from "./blocks.js";
import { timeOf } from "./times.js";

const MOST_THREATS = 3;

export function yesNo(say: Say, value: "yes" | "no" | "unknown" | null): string | null {
  return value === null ? null : say(value === "unknown" ? "ui.not_sure" : `ui.${value}`);
}

export function numbersOf(say: Say, { case: { numbers } }: PacketRecord): readonly Block[] {
  return pairs(numbers.map(({ kind, value, org }) => [[say(`record.number_kind.${kind}`), org].filter((part) => part !== null).join(", "), value] as const));
}

export function peopleBlocks(say: Say, { complainant, child, situation }: PacketRecord): readonly Block[] {
  return [
    ...section(say("packets.doc.who"), pairs([
      [say("packets.detail.my_name"), complainant?.name], [say("packets.detail.my_birth_date"), complainant?.birth_date], [say("packets.detail.my_address"), complainant?.address],
      [say("packets.detail.my_phone"), complainant?.phone], [say("packets.detail.safe_time"), complainant?.safe_time], [say("packets.detail.voicemail"), yesNo(say, complainant?.voicemail ?? null)],
    ])),
    ...section(say("packets.doc.young"), pairs([
      [say("packets.detail.my_name"), child?.name], [say("packets.detail.my_birth_date"), child?.birth_date], [say("packets.detail.my_address"), child?.address], [say("packets.detail.my_phone"), child?.phone],
    ])),
    ...section(say("packets.doc.now"), pairs([
      [say("packets.detail.last_contact"), situation?.last_contact], [say("packets.detail.deadline"), situation?.deadline], [say("packets.detail.still_active"), yesNo(say, situation?.still_active ?? null)],
      [say("packets.detail.money"), situation?.money], [say("packets.detail.transactions"), situation?.transactions],
      [say("packets.detail.images"), yesNo(say, situation?.images ?? null)], [say("packets.detail.images_device"), situation?.images_device],
    ])),
  ];
}

/** Of the latest version of each statement. */
function threatsIn({ statements }: PacketRecord): readonly string[] {
  const latest = statements.flatMap(({ versions }) => versions.at(-1) ?? []);
  const threats = latest.flatMap(({ text }) => readStatement(text)?.parts.filter(({ kind }) => kind === "threat").map((part) => part.words) ?? []);
  return [...new Set(threats)].slice(0, MOST_THREATS);
}

export function briefOf(say: Say, record: PacketRecord): readonly Block[] {
  const { language, accounts, exhibits, contacts, statements, profile } = record;
  const names = accounts.map(({ platform, username, display, url, phone, email, payment }) => [platform, username, display, url, phone, email, payment].filter((text) => text !== null).join(" · "));
  const counts = { statements: statements.length, exhibits: exhibits.length, files: exhibits.filter(({ file }) => file !== null).length, contacts: contacts.length, accounts: accounts.length };
  return [
    { kind: "title", text: say("packets.doc.title") },
    { kind: "muted", text: [record.case.title ?? "", say("packets.doc.made", { time: timeOf(language, record.made_at) }), say("packets.doc.profile", { profile: say(`packets.profile.${profile}`) })].filter((text) => text !== "").join(" · ") },
    ...numbersOf(say, record),
    ...peopleBlocks(say, record),
    ...section(say("packets.doc.suspect"), list(names)),
    ...section(say("packets.doc.threats"), threatsIn(record).map(words)),
    ...section(say("packets.doc.inside"), [{ kind: "text", text: say("packets.doc.counts", counts) }]),
  ];
}
