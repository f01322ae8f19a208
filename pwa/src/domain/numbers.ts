// Numbers of the wallet: which are already there, and whose form one has.
import type { CaseNumber, CaseState } from "./fold.js";
import type { Id, NumberBody } from "./records.js";

/** Numbers in the order of the wallet: police files first, the newest last in each. */
export function wallet(state: CaseState): { readonly police: readonly CaseNumber[]; readonly others: readonly CaseNumber[] } {
  const kept = [...state.numbers.values()].filter(({ removed }) => removed === null);
  const isPolice = ({ body }: CaseNumber): boolean => body.kind === "police_file";
  return { police: kept.filter(isPolice), others: kept.filter((number) => !isPolice(number)) };
}

/** A number that the case already has under the same service is not written twice. */
export function knownNumber(state: CaseState | null, { kind, value, org }: Pick<NumberBody, "kind" | "value" | "org">): Id | null {
  const numbers = [...(state?.numbers.values() ?? [])].filter(({ removed }) => removed === null);
  return numbers.find(({ body }) => body.kind === kind && body.value === value && body.org === org)?.id ?? null;
}

export const FORMS = ["year_first", "two_digit_year", "ticket"] as const;
export type NumberForm = (typeof FORMS)[number];

const SHAPES: readonly (readonly [NumberForm, RegExp])[] = [
  ["year_first", /^20\d{2}[- ]?\d{3,9}$/],
  ["two_digit_year", /^(?:[A-Z]{1,4}[- ]?)?\d{2}[- ]\d{3,9}$/],
  ["ticket", /^#?\d{8,16}$/],
];

/** A hint only: police services write their numbers as they like, and every text is taken as it is given. */
export function formOf(value: string): NumberForm | null {
  const text = value.trim().toUpperCase();
  return SHAPES.find(([, shape]) => shape.test(text))?.[0] ?? null;
}

/** To be read aloud: groups of at most four, split where it is written split; nothing is added to or left out of the value. */
export function readAloud(value: string): readonly string[] {
  const parts = value.trim().match(/\p{L}+|\p{N}+/gu) ?? [];
  return parts.flatMap((part) => {
    const head = part.length <= 4 ? part : part.slice(0, part.length % 3 === 1 ? 4 : 3);
    const rest = part.slice(head.length).match(/.{1,3}/gu) ?? [];
    return [head, ...rest];
  });
}
