// The record in words, for whoever opens a copy without Holdfast: everything in order of time, earlier words too.
import { whoWords } from "../app/contact-words.js";
import { dueWords } from "../app/due-words.js";
import { hex } from "../bytes.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import { profileName } from "../domain/profile.js";
import type { Id } from "../domain/records.js";
import { type Statement, wordsOf } from "../domain/statement.js";
import { timeline, type TimelineItem } from "../domain/timeline.js";
import { recordedTime } from "../app/recorded-time.js";
import { outcomeWords } from "../app/outcome-words.js";
import { outcomeDay } from "../domain/outcome.js";
import { dayWords, exactTime, shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import type { ExportWords } from "../vault/exports-port.js";

function exhibitLines({ label, caption, body, removed, id }: Exhibit, paths: ReadonlyMap<Id, string>): readonly string[] {
  if (removed !== null) return [label, t("record.removed", { date: shortDate(removed) })];
  if (body.kind === "described") return [label, caption, t("record.left_in_place"), ...Object.values(body.described as unknown as Record<string, string>)];
  const place = paths.get(id) ?? t("exports.paper_absent");
  return [label, caption, body.name ?? "", place, `SHA-256 ${hex(body.sha256)}`];
}

/** What was sealed as it was sealed, with its fingerprint. */
function statementLines(statement: Statement): readonly string[] {
  const { sealed } = statement;
  if (sealed === null) return [t("statement.draft"), wordsOf(statement)];
  const later = sealed.additions.map(({ text, ...written }) => `${t("record.additions.added", { time: recordedTime(written) })}\n${text}`);
  const secret = sealed.body.private;
  const kept = secret === undefined ? [] : [t("statement.private.title"), secret.text, `SHA-256 ${hex(secret.sha256)}`];
  return [t("record.statement"), sealed.body.text, `SHA-256 ${hex(sealed.body.sha256)}`, ...kept, ...later];
}

function linesOf(item: TimelineItem, state: CaseState, paths: ReadonlyMap<Id, string>): readonly string[] {
  switch (item.kind) {
    case "exhibit":
      return exhibitLines(item.exhibit, paths);
    case "contact":
      return [whoWords(item.contact), item.contact.body.phone ?? "", item.contact.body.said ?? ""];
    case "number":
      return [`${t(`record.number_kind.${item.number.body.kind}`)}: ${item.number.body.value}`, item.number.body.org];
    case "note":
      return [t("record.note"), ...item.note.versions.map(({ value }, i, all) => (i === all.length - 1 ? value : `(${t("exports.paper_earlier")}) ${value}`))];
    case "followup":
      return [`${t("record.followup")}: ${item.followup.ask}`, dueWords(item.followup, item.at)];
    case "statement":
      return statementLines(item.statement);
    case "outcome":
      return [`${t("record.kind_one.outcome")}: ${outcomeWords(item.outcome)}`, dayWords(outcomeDay(item.outcome)), item.outcome.body.said ?? "", state.numbers.get(item.outcome.body.number ?? "")?.body.value ?? ""];
    case "profile":
      return [profileName(item.profile), item.profile.platform];
  }
}

function recordText(title: string, state: CaseState, paths: ReadonlyMap<Id, string>): string {
  const entries = timeline(state).map((item) => [exactTime(item.at), ...linesOf(item, state, paths).filter((line) => line !== "")].join("\n"));
  return [title, t("exports.paper_head", { date: exactTime(Date.now()) }), ...entries].join("\n\n") + "\n";
}

/** Everything that a copy says in the language on screen. */
export function exportWords(): ExportWords {
  return {
    readMe: { path: t("exports.read_me_file"), text: `${t("exports.read_me")}\n` },
    untitled: t("exports.untitled"),
    pictures: t("exports.pictures_folder"),
    record: ({ title }, state, paths) => ({ path: t("exports.record_file"), text: recordText(title, state, paths) }),
  };
}
