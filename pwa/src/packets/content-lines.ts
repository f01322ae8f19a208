// The items of a packet as one line each, by which a person knows them without opening any.
import { exhibitWords } from "../app/exhibit-words.js";
import { outcomeWords } from "../app/outcome-words.js";
import { recordedTime } from "../app/recorded-time.js";
import { outcomeDay } from "../domain/outcome.js";
import type { Contents } from "../domain/packet/contents.js";
import { profileName } from "../domain/profile.js";
import type { Id } from "../domain/records.js";
import { shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";

export interface Line {
  readonly id: Id;
  readonly words: string;
}

const LONGEST = 80;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
const joined = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== "").join(" · ");

/** By part, in the order in which they are read. */
export function linesBy(contents: Contents): readonly (readonly [part: keyof Contents, lines: readonly Line[]])[] {
  const { numbers, statements, exhibits, accounts, contacts, outcomes, notes, seized } = contents;
  return [
    ["numbers", numbers.map(({ id, body }) => ({ id, words: joined(body.value, body.org) }))],
    ["statements", statements.map(({ id, voice, sealed }) => ({ id, words: joined(t(`statement.voice.${voice}`), recordedTime(sealed)) }))],
    ["exhibits", exhibits.map((exhibit) => ({ id: exhibit.id, words: joined(exhibit.label, exhibit.removed === null ? short(exhibitWords(exhibit)) : t("record.removed", { date: shortDate(exhibit.removed) })) }))],
    ["accounts", accounts.map((profile) => ({ id: profile.id, words: joined(profile.platform, profileName(profile)) }))],
    ["contacts", contacts.map((contact) => ({ id: contact.id, words: joined(t(`packets.contact_kind.${contact.body.kind}`), contact.body.service, contact.body.name, recordedTime(contact, contact.body.started)) }))],
    ["outcomes", outcomes.map((outcome) => ({ id: outcome.id, words: joined(outcomeWords(outcome), outcomeDay(outcome), short(outcome.body.said ?? "")) }))],
    ["notes", notes.map(({ id, text }) => ({ id, words: short(text) }))],
    ["seized", seized.map(({ id, clock }) => ({ id, words: joined(clock?.item, clock?.receipt) }))],
  ];
}

export function contentLines(contents: Contents): readonly string[] {
  return linesBy(contents).flatMap(([, lines]) => lines.map(({ words }) => words));
}
