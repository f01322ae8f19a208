// What is asked only when a packet is made: who complains, about whom, and how things stand. Every answer can be left out.
import type { CaseState } from "../fold.js";
import { current } from "../versions.js";
import type { Child, Complainant, Situation } from "./record.js";
import { type Detail, DETAILS } from "./detail-names.js";
import { textOrNull } from "./written.js";

export { ABOUT_CHILD, ABOUT_ME, ABOUT_NOW, type Detail, DETAILS } from "./detail-names.js";

/** Texts as typed; a choice as its code; what was not answered is absent. */
export type Details = Readonly<Partial<Record<Detail, string>>>;

/** As last answered in this case. */
export function detailsOf({ id, log }: CaseState): Details {
  return Object.fromEntries(DETAILS.flatMap((field) => {
    const text = textOrNull(current(log, "packet", id, field));
    return text === null ? [] : [[field, text]];
  }));
}

function oneOf<T extends string>(value: string | undefined, values: readonly T[]): T | null {
  return values.find((one) => one === value) ?? null;
}

function known<T extends object>(part: T): T | null {
  return Object.values(part).some((value) => value !== null) ? part : null;
}

const ANSWERS = ["yes", "no", "unknown"] as const;

export function complainantIn(details: Details): Complainant | null {
  const text = (field: Detail): string | null => textOrNull(details[field]);
  return known({
    name: text("my_name"), birth_date: text("my_birth_date"), address: text("my_address"), phone: text("my_phone"),
    safe_time: text("safe_time"), voicemail: oneOf(details.voicemail, ["yes", "no"]),
  });
}

export function childIn(details: Details): Child | null {
  const text = (field: Detail): string | null => textOrNull(details[field]);
  return known({ name: text("child_name"), birth_date: text("child_birth_date"), address: text("child_address"), phone: text("child_phone") });
}

export function situationIn(details: Details): Situation | null {
  const text = (field: Detail): string | null => textOrNull(details[field]);
  return known({
    last_contact: text("last_contact"), deadline: text("deadline"), still_active: oneOf(details.still_active, ANSWERS),
    money: text("money"), transactions: text("transactions"), images: oneOf(details.images, ANSWERS), images_device: text("images_device"),
  });
}
