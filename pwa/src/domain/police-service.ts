// Police services as the build lists them, and finding one from what somebody types: an accent or a hyphen more or less changes nothing.
import { compareText } from "./canonical.js";

export interface PoliceService {
  readonly id: string;
  /** "BC"; "CA" where it is not of one province. */
  readonly regions: readonly string[];
  readonly name: string;
  /** There only when it was read on the page named. */
  readonly phone?: string;
  readonly covers: readonly string[];
  readonly source: string;
  /** When that page was written, where it says so: "2023", "2023-05". */
  readonly written?: string;
  /** Year and month of the look-up. */
  readonly checked: string;
}

/** For comparing only: letters and digits, without accents, in lower case. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const initials = (name: string): string =>
  plain(name)
    .split(" ")
    .map((word) => word.slice(0, 1))
    .join("");

/** 0 is best; null is no match: each word typed begins a word of its name, of a place it covers, or is its initials or its id. */
function rank({ id, name, covers }: PoliceService, typed: string): number | null {
  const words = typed.split(" ");
  const begins = (text: string): boolean => words.every((word) => plain(text).split(" ").some((part) => part.startsWith(word)));
  if (plain(name) === typed) return 0;
  if (plain(id) === typed || initials(name) === typed) return 1;
  if (begins(name)) return plain(name).startsWith(typed) ? 2 : 3;
  return covers.some(begins) ? 4 : null;
}

/** The best first; none for nothing typed. */
export function findServices(services: readonly PoliceService[], typed: string, most = 5): readonly PoliceService[] {
  const wanted = plain(typed);
  if (wanted === "") return [];
  const found = services.flatMap((service) => {
    const place = rank(service, wanted);
    return place === null ? [] : [{ service, place }];
  });
  found.sort((a, b) => a.place - b.place || compareText(a.service.name, b.service.name));
  return found.slice(0, most).map(({ service }) => service);
}

/** The one of exactly this name. */
export function serviceNamed(services: readonly PoliceService[], name: string): PoliceService | undefined {
  const wanted = plain(name);
  return wanted === "" ? undefined : services.find((service) => plain(service.name) === wanted);
}
