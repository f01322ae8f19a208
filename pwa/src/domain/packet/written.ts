// Small parts that every item of a packet has: texts that are null where nothing is known, and when something was written.
import type { Addition, Correction } from "../amended.js";
import type { Happened } from "../happened.js";
import { isoWithOffset } from "../local-time.js";
import type { Ms } from "../records.js";
import type { Written } from "../written.js";
import type { Corrected, Instant, Later, Recorded, When } from "./record.js";

/** As UTF-8 has it: half a character becomes the sign for one that is missing. */
export function words(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

export function textOrNull(text: string | undefined | null): string | null {
  return text === undefined || text === null || text.trim() === "" ? null : words(text);
}

export function recorded({ at, tz, off }: Written): Recorded {
  return { at: isoWithOffset(at, tz), offset_ms: off === undefined ? null : Math.round(off), by: null };
}

export function instant(at: Ms, { tz }: Pick<Written, "tz">): Instant {
  return isoWithOffset(at, tz);
}

export function when(happened: Happened | null): When | null {
  if (happened === null) return null;
  const { kind, from, to, zone } = happened;
  return { kind, from: from ?? null, to: to ?? null, zone: zone ?? null };
}

export function later(additions: readonly Addition[]): readonly Later[] {
  return [...additions].sort((a, b) => a.at - b.at).map(({ text, ...written }) => ({ recorded: recorded(written), text: words(text) }));
}

/** A value of any field as a packet tells it; null for what is no answer. */
function told(value: unknown, field: string, written: Written): string | null {
  if (typeof value === "string") return textOrNull(value);
  if (typeof value === "number") return field === "started" || field === "ended" ? instant(value, written) : String(value);
  if (Array.isArray(value)) return textOrNull(value.filter((one) => typeof one === "string").join(", "));
  return null;
}

/** Each corrected field with what stood before: the first words stay readable in a packet too. */
export function corrected(first: object, corrections: readonly Correction[]): readonly Corrected[] {
  const now: Record<string, unknown> = { ...first };
  return [...corrections]
    .sort((a, b) => a.at - b.at)
    .flatMap(({ fields, ...written }) =>
      Object.entries(fields).map(([field, value]) => {
        const before = now[field];
        now[field] = value;
        return { recorded: recorded(written), field: words(field).slice(0, 100), from: told(before, field, written), to: told(value, field, written) };
      }),
    );
}
