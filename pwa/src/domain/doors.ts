// Who can help besides: which doors fit what it is about, and how far each of them is (product B6).
import { type DoorCode, DOORS, type DoorValue } from "./door.js";
import type { CaseNumber, CaseState } from "./fold.js";
import type { Followup } from "./followup.js";
import type { NumberBody, Region } from "./records.js";
import { current } from "./versions.js";

export const MATTERS = ["danger", "sexual", "money", "account", "school"] as const;
export type Matter = (typeof MATTERS)[number];

export interface Door extends DoorValue {
  readonly code: DoorCode;
  /** True as well while nobody said what it is about. */
  readonly fits: boolean;
}

/** A door that is not named here fits whatever it is about. */
const FOR: Partial<Readonly<Record<DoorCode, readonly Matter[]>>> = {
  emergency: ["danger"],
  cybertip: ["sexual"],
  images: ["sexual"],
  fraud: ["money", "account"],
  bank: ["money"],
  school: ["school"],
};

const NUMBER_KINDS: Partial<Readonly<Record<DoorCode, NumberBody["kind"]>>> = { police: "police_file", cybertip: "cybertip", fraud: "cafc", platform: "platform", bank: "bank" };

/** Null while nobody chose one. */
export function regionOf(state: CaseState | null): Region | null {
  return state === null ? null : (current(state.log, "doors", state.id, "region") ?? null);
}

export function aboutOf(state: CaseState | null): readonly string[] {
  return state === null ? [] : (current(state.log, "doors", state.id, "about") ?? []);
}

export function numberKind(code: DoorCode): NumberBody["kind"] {
  return NUMBER_KINDS[code] ?? "other";
}

function fits(code: DoorCode, about: readonly string[]): boolean {
  const wanted = FOR[code];
  return wanted === undefined || about.length === 0 || wanted.some((matter) => about.includes(matter));
}

export function doorOf(state: CaseState | null, code: DoorCode): Door {
  const value = state === null ? undefined : current(state.log, "doors", state.id, code);
  return { state: "todo", ...value, code, fits: fits(code, aboutOf(state)) };
}

/** What is written of it. */
export function valueOf({ state, number, followup }: Door): DoorValue {
  return { state, ...(number === undefined ? {} : { number }), ...(followup === undefined ? {} : { followup }) };
}

/** In the order in which they are knocked at. */
export function doorsOf(state: CaseState | null): readonly Door[] {
  return DOORS.map((code) => doorOf(state, code));
}

/** Those given there, and those of the wallet that only this door gives. */
export function numbersAt(state: CaseState, { code, number }: Door): readonly CaseNumber[] {
  const kind = NUMBER_KINDS[code];
  return [...state.numbers.values()].filter(({ id, body, removed }) => removed === null && (id === number || body.kind === kind));
}

/** What was planned there and is still open, or was planned about one of its numbers. */
export function followupAt(state: CaseState, door: Door): Followup | null {
  const ids = new Set(numbersAt(state, door).map(({ id }) => id));
  const open = [...state.followups.values()].filter((one) => one.state === "open" && (one.id === door.followup || ids.has(one.number ?? "")));
  return open.sort((a, b) => a.dueAt - b.dueAt)[0] ?? null;
}
