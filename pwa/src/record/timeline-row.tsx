// One line of the record: what it is, its first words, the time.
import { CalendarClock, FileText, Hash, NotebookPen, Phone, Smartphone } from "lucide";
import type { JSX } from "preact";
import { whoWords } from "../app/contact-words.js";
import { dueWords } from "../app/due-words.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import type { TimelineItem } from "../domain/timeline.js";
import { clockTime, shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Icon } from "../ui/icon.js";
import { RowLink } from "../ui/row.js";
import { Thumbnail } from "./thumbnail.js";

const FIRST_WORDS = 60;

function start(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > FIRST_WORDS ? `${line.slice(0, FIRST_WORDS)}…` : line;
}

export function TimelineRow({ item, state }: { readonly item: TimelineItem; readonly state: CaseState }): JSX.Element {
  const time = clockTime(item.at);
  switch (item.kind) {
    case "exhibit":
      return <ExhibitRow exhibit={item.exhibit} caseId={state.id} time={time} />;
    case "contact":
      return <RowLink icon={Phone} href={`#/record/${item.id}`} title={whoWords(item.contact)} detail={`${time} · ${start(item.contact.body.said ?? t("record.call"))}`} />;
    case "number":
      return <RowLink icon={Hash} href={`#/record/${item.id}`} title={item.number.body.value} detail={`${time} · ${t(`record.number_kind.${item.number.body.kind}`)}`} />;
    case "note":
      return <RowLink icon={NotebookPen} href={`#/record/${item.id}`} title={start(item.note.text)} detail={`${time} · ${t("record.note")}`} />;
    case "followup":
      return <RowLink icon={CalendarClock} href={`#/followups/${item.id}`} title={start(item.followup.ask) || t("record.followup")} detail={`${t("record.followup")} · ${dueWords(item.followup, Date.now())}`} />;
    case "statement":
      return <RowLink icon={FileText} href={`#/record/${item.id}`} title={start(item.statement.body.text)} detail={`${time} · ${t("record.statement")}`} />;
  }
}

function ExhibitRow({ exhibit, caseId, time }: { readonly exhibit: Exhibit; readonly caseId: Id; readonly time: string }): JSX.Element {
  const { body } = exhibit;
  const what = body.kind === "file" ? (body.name ?? t("record.file")) : start(body.described.what);
  const detail = exhibit.removed === null ? `${time} · ${what}` : t("record.removed", { date: shortDate(exhibit.removed) });
  const hasThumb = body.kind === "file" && body.thumb !== undefined && exhibit.removed === null;
  const picture = hasThumb ? <Thumbnail caseId={caseId} id={exhibit.id} /> : <Icon node={body.kind === "file" ? FileText : Smartphone} />;
  return <RowLink start={picture} href={`#/record/${exhibit.id}`} title={exhibit.label} detail={detail} />;
}
