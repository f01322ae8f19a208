// One line of the record: what it is, its first words, the time.
import { AtSign, CalendarClock, FileText, Hash, NotebookPen, Phone, Scale, Smartphone, UserRound } from "lucide";
import type { JSX } from "preact";
import { whoWords } from "../app/contact-words.js";
import { dueWords } from "../app/due-words.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import { profileName } from "../domain/profile.js";
import type { Id } from "../domain/records.js";
import { around, type OneLine, oneLine } from "../domain/search.js";
import { wordsOf } from "../domain/statement.js";
import type { TimelineItem } from "../domain/timeline.js";
import { outcomeWords } from "../app/outcome-words.js";
import { outcomeDay } from "../domain/outcome.js";
import { clockTime, dayWords, shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Icon } from "../ui/icon.js";
import { RowLink } from "../ui/row.js";
import { exhibitWords } from "../app/exhibit-words.js";
import { Thumbnail } from "./thumbnail.js";

const FIRST_WORDS = 60;
/** Of a thing whose words are looked for letter by letter; gone with the record. */
const lines = new WeakMap<TimelineItem, OneLine & { readonly text: string }>();

function lineOf(item: TimelineItem, text: string): OneLine {
  const known = lines.get(item);
  if (known?.text === text) return known;
  const made = { text, ...oneLine(text) };
  lines.set(item, made);
  return made;
}

interface RowProps {
  readonly item: TimelineItem;
  readonly state: CaseState;
  /** What was searched for: the words around it are shown. */
  readonly asked: string;
}

export function TimelineRow({ item, state, asked }: RowProps): JSX.Element {
  const time = clockTime(item.at);
  const start = (text: string): string => around(text, asked, FIRST_WORDS, (all) => lineOf(item, all));
  switch (item.kind) {
    case "exhibit":
      return <ExhibitRow exhibit={item.exhibit} caseId={state.id} time={time} start={start} />;
    case "contact":
      return <RowLink icon={item.contact.body.kind === "visit" ? UserRound : Phone} href={`#/record/${item.id}`} title={whoWords(item.contact)} detail={`${time} · ${start(item.contact.body.said ?? t(`packets.contact_kind.${item.contact.body.kind}`))}`} />;
    case "number":
      return <RowLink icon={Hash} href={`#/record/${item.id}`} title={item.number.body.value} detail={`${time} · ${t(`record.number_kind.${item.number.body.kind}`)}`} />;
    case "note":
      return <RowLink icon={NotebookPen} href={`#/record/${item.id}`} title={start(item.note.text)} detail={`${time} · ${t("record.note")}`} />;
    case "followup":
      return <RowLink icon={CalendarClock} href={`#/followups/${item.id}`} title={start(item.followup.ask) || t("record.followup")} detail={`${t("record.followup")} · ${dueWords(item.followup, Date.now())}`} />;
    case "profile":
      return <RowLink icon={AtSign} href={`#/profiles/${item.id}`} title={profileName(item.profile)} detail={[time, item.profile.platform || t("record.kind.profile")].join(" · ")} />;
    case "outcome":
      return <RowLink icon={Scale} href={`#/record/${item.id}`} title={outcomeWords(item.outcome)} detail={`${dayWords(outcomeDay(item.outcome))} · ${start(item.outcome.body.said ?? t("record.kind_one.outcome"))}`} />;
    case "statement":
      return <RowLink icon={FileText} href={`#/statement/${item.id}`} title={start(wordsOf(item.statement))} detail={`${time} · ${t(item.statement.sealed === null ? "statement.draft" : "record.statement")}`} />;
  }
}

interface ExhibitRowProps {
  readonly exhibit: Exhibit;
  readonly caseId: Id;
  readonly time: string;
  readonly start: (text: string) => string;
}

function ExhibitRow({ exhibit, caseId, time, start }: ExhibitRowProps): JSX.Element {
  const { body } = exhibit;
  const what = start(exhibitWords(exhibit));
  const detail = exhibit.removed === null ? `${time} · ${what}` : t("record.removed", { date: shortDate(exhibit.removed) });
  const hasThumb = body.kind === "file" && body.thumb !== undefined && exhibit.removed === null;
  const picture = hasThumb ? <Thumbnail caseId={caseId} id={exhibit.id} /> : <Icon node={body.kind === "file" ? FileText : Smartphone} />;
  return <RowLink start={picture} href={`#/record/${exhibit.id}`} title={exhibit.label} detail={detail} />;
}
