// When something happened, in words: as exact as the answer was, never more.
import type { Happened } from "../domain/happened.js";
import { instantOf } from "../domain/local-time.js";
import { clockTime, shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";

function moment(value: string, zone: string | undefined): string {
  // Noon UTC is the same day to whoever formats it in UTC.
  if (value.length === 10) return shortDate(Date.parse(`${value}T12:00Z`), "UTC");
  const at = instantOf(value, zone ?? "UTC");
  return `${shortDate(at, zone ?? "UTC")}, ${clockTime(at, zone ?? "UTC")}`;
}

export function happenedWords({ kind, from, to, zone }: Happened): string {
  if (kind === "unknown" || from === undefined) return t("record.happened.words.unknown");
  if (kind === "between" && to !== undefined) return t("record.happened.words.between", { from: moment(from, zone), to: moment(to, zone) });
  return kind === "exact" ? moment(from, zone) : t("record.happened.words.about", { from: moment(from, zone) });
}
