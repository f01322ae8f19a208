// Exhibit labels: the device's letter and a counter, given offline, never changed, never reused.
import type { Id } from "./records.js";

const LABEL = /^([A-Z]+)-(\d{3,})$/;

export interface Label {
  readonly letter: string;
  readonly counter: number;
}

/** 1 = A … 26 = Z, 27 = AA. */
export function deviceLetter(n: number): string {
  if (!Number.isInteger(n) || n < 1) throw new RangeError("device letter");
  const rest = Math.floor((n - 1) / 26);
  return (rest > 0 ? deviceLetter(rest) : "") + String.fromCharCode(65 + ((n - 1) % 26));
}

export function formatLabel({ letter, counter }: Label): string {
  return `${letter}-${String(counter).padStart(3, "0")}`;
}

/** Null for a text that formatLabel would not have written. */
export function parseLabel(text: string): Label | null {
  const [, letter, digits] = LABEL.exec(text) ?? [];
  if (letter === undefined || digits === undefined) return null;
  const label = { letter, counter: Number(digits) };
  return label.counter > 0 && formatLabel(label) === text ? label : null;
}

/** `given`: every label of this case that was ever given, removed ones too. `floor`: the highest counter this phone remembers having given. */
export function nextLabel(letter: string, given: Iterable<string>, floor = 0): Label {
  let highest = floor;
  for (const text of given) {
    const label = parseLabel(text);
    if (label?.letter === letter) highest = Math.max(highest, label.counter);
  }
  return { letter, counter: highest + 1 };
}

/** Exhibits whose label another exhibit has too: impossible unless a phone was cloned, so it is shown, never repaired. */
export function sharedLabels(exhibits: Iterable<{ readonly id: Id; readonly label: string }>): ReadonlyMap<string, readonly Id[]> {
  const byLabel = new Map<string, Id[]>();
  for (const { id, label } of exhibits) byLabel.set(label, [...(byLabel.get(label) ?? []), id]);
  return new Map([...byLabel].filter(([, ids]) => ids.length > 1));
}
