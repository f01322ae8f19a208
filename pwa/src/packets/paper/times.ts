// Times of a record as its papers show them: as the phone wrote them, with the offset beside them; nothing is moved into another zone.
import { localeOf } from "../../i18n/catalogue.js";
import type { Recorded, When } from "../../domain/packet/record.js";
import type { Language } from "../../domain/packet/record.js";
import type { Say } from "../../i18n/t.js";

const MINUTE_MS = 60_000;
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = made.get(key) ?? new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: "UTC" });
  made.set(key, known);
  return known;
}

/** "Nov 19, 2026, 10:40:00 p.m. (UTC−05:00)", a minute without seconds and offset, or a day. */
export function timeOf(language: Language, when: string): string {
  const [, local = "", offset] = /^(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}\.\d{3})?)?)([+-]\d{2}:\d{2})?$/.exec(when) ?? [];
  const at = Date.parse(local.length === 10 ? `${local}T00:00Z` : `${local}Z`);
  if (Number.isNaN(at)) return when;
  const timeStyle = local.length === 10 ? {} : ({ timeStyle: local.length === 16 ? "short" : "medium" } as const);
  const said = formatter(language, { dateStyle: "medium", ...timeStyle }).format(at);
  return offset === undefined ? said : `${said} (UTC${offset.replace("-", "−")})`;
}

/** With how far the phone's clock was off, beyond a minute. */
export function recordedTime(say: Say, language: Language, { at, offset_ms }: Recorded): string {
  const time = timeOf(language, at);
  if (offset_ms === null || Math.abs(offset_ms) <= MINUTE_MS) return time;
  return say("packets.doc.clock_off", { time, seconds: Math.round(offset_ms / 1000) });
}

export function happenedTime(say: Say, language: Language, when: When | null): string | null {
  if (when === null) return null;
  const { kind, from, to } = when;
  if (kind === "unknown" || from === null) return say("record.happened.words.unknown");
  const first = timeOf(language, from);
  if (kind === "about") return say("record.happened.words.about", { from: first });
  return kind === "between" && to !== null ? say("record.happened.words.between", { from: first, to: timeOf(language, to) }) : first;
}
