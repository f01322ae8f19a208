// The text of a sealed statement (docs/model.md, Statement text): what is hashed, printed and read aloud, and the way back from it.
import { parseLabel } from "./labels.js";

/** Whose account it is: the young person's own, or that of a parent or another adult. */
export const VOICES = ["young", "adult"] as const;
export type Voice = (typeof VOICES)[number];

/** What the writer was asked: everything they remember, or, under 18, only what they fear to forget. */
export const FORMS = ["adult", "under18"] as const;
export type Form = (typeof FORMS)[number];

export const HOWS = ["saw", "told"] as const;
export type How = (typeof HOWS)[number];

export interface Part {
  /** A threat holds exact words of someone else; a passage the writer's own. */
  readonly kind: "passage" | "threat";
  readonly words: string;
  readonly how: How | null;
  /** The prompt that the words answer; open: a later Holdfast may ask other things. */
  readonly asked: string | null;
  /** Labels of exhibits. */
  readonly exhibits: readonly string[];
}

export interface Account {
  readonly voice: Voice;
  readonly form: Form;
  readonly parts: readonly Part[];
}

const FIRST_LINE = "Holdfast statement 1";
const ASKED = /^asked=([a-z][a-z0-9_]*)$/;

/** As UTF-8 has it, with one kind of line end: what was typed on any phone gives one text. */
export function plainWords(words: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(words)).replace(/\r\n?/g, "\n");
}

function quoted(words: string): readonly string[] {
  return plainWords(words).split("\n").map((line) => (line === "" ? ">" : `> ${line}`));
}

function headOf({ kind, how, asked, exhibits }: Part): string {
  return [kind, ...(how === null ? [] : [how]), ...(asked === null ? [] : [`asked=${asked}`]), ...exhibits].join(" ");
}

export function statementText({ voice, form, parts }: Account): string {
  const blocks = parts.map((part) => [headOf(part), ...quoted(part.words)]);
  return [[FIRST_LINE, `voice ${voice}`, `form ${form}`], ...blocks].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function valueOf<T extends string>(line: string | undefined, name: string, values: readonly T[]): T | null {
  return values.find((value) => line === `${name} ${value}`) ?? null;
}

/** Anything out of place comes out otherwise than it went in, and is refused for that. */
function partOf(head: string, lines: readonly string[]): Part | null {
  const [kind, ...marks] = head.split(" ");
  if ((kind !== "passage" && kind !== "threat") || lines.length === 0) return null;
  const how = HOWS.find((each) => marks[0] === each) ?? null;
  const asked = ASKED.exec(marks[how === null ? 0 : 1] ?? "")?.[1] ?? null;
  const exhibits = marks.slice((how === null ? 0 : 1) + (asked === null ? 0 : 1));
  if (exhibits.some((label) => parseLabel(label) === null)) return null;
  return { kind, how, asked, exhibits, words: lines.map((line) => line.slice(2)).join("\n") };
}

/** Null unless this is exactly a text that such a statement has: a later Holdfast may write another, shown as it stands. */
export function readStatement(text: string): Account | null {
  const [first, ...blocks] = text.replace(/\n$/, "").split("\n\n");
  const [opening, voiceLine, formLine] = first?.split("\n") ?? [];
  const voice = valueOf(voiceLine, "voice", VOICES);
  const form = valueOf(formLine, "form", FORMS);
  if (opening !== FIRST_LINE || voice === null || form === null) return null;
  const parts = blocks.map((block) => {
    const [head = "", ...lines] = block.split("\n");
    return partOf(head, lines);
  });
  const account = { voice, form, parts: parts.filter((part) => part !== null) };
  return account.parts.length === parts.length && statementText(account) === text ? account : null;
}
