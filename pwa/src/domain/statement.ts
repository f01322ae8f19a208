// A statement: written in passages that are saved as they are typed, then sealed; what is sealed is never changed (product D).
import { type Amendments, UNAMENDED } from "./amended.js";
import { compareText } from "./canonical.js";
import type { PassageFields } from "./fields.js";
import { fieldKey, eventsOf, idsOf, type Log } from "./merge.js";
import { between } from "./reading-order.js";
import type { Id, Ms, StatementBody } from "./records.js";
import { type Account, type Form, FORMS, type How, type Part, readStatement, statementText, VOICES, type Voice } from "./statement-text.js";
import { current, versions } from "./versions.js";
import { type Written, writtenAt } from "./written.js";

export interface DraftPart {
  readonly id: Id;
  readonly kind: Part["kind"];
  readonly words: string;
  readonly how: How | null;
  readonly asked: string | null;
  readonly exhibits: readonly Id[];
  /** Left out of every packet. */
  readonly private: boolean;
  readonly place: string;
  readonly removed: boolean;
}

export interface Sealed extends Amendments, Written {
  readonly device: Id;
  readonly body: StatementBody;
}

export interface Statement {
  readonly id: Id;
  readonly voice: Voice;
  readonly form: Form;
  /** The sealed version that this one was written after. */
  readonly after: Id | null;
  readonly created: Ms;
  readonly edited: Ms;
  readonly dropped: boolean;
  /** In the order in which they are read; removed ones too. */
  readonly parts: readonly DraftPart[];
  readonly sealed: Sealed | null;
}

function partOf(log: Log, id: Id): DraftPart {
  const field = <F extends keyof PassageFields>(name: F): PassageFields[F] | undefined => current(log, "passage", id, name);
  return {
    id,
    kind: field("kind") ?? "passage",
    words: field("text") ?? "",
    how: field("how") ?? null,
    asked: field("asked") ?? null,
    exhibits: field("exhibits") ?? [],
    private: field("private") ?? false,
    place: field("place") ?? "",
    removed: field("removed") ?? false,
  };
}

/** When anything of this entity was written, first and last. */
function timesOf(log: Log, entity: "statement" | "passage", id: Id, names: readonly string[]): readonly Ms[] {
  return names.flatMap((name) => log.fields.get(fieldKey(entity, id, name))?.map(({ rec }) => rec.at) ?? []);
}

function partsByStatement(log: Log): ReadonlyMap<Id, readonly Id[]> {
  const found = new Map<Id, Id[]>();
  for (const id of idsOf(log, "passage")) {
    const of = current(log, "passage", id, "of");
    if (of !== undefined) found.set(of, [...(found.get(of) ?? []), id]);
  }
  return found;
}

/** The writer's own words first, then the exact words of others: the two are kept apart. */
const inOrder = (a: DraftPart, b: DraftPart): number => compareText(a.kind, b.kind) || compareText(a.place, b.place) || compareText(a.id, b.id);

/** Also one whose draft never came: the sealed version says all that is needed. Corrections change nothing in it. */
export function statementsOf(log: Log, about: ReadonlyMap<Id, Amendments>): ReadonlyMap<Id, Statement> {
  const parts = partsByStatement(log);
  const sealed = new Map<Id, Sealed>(
    eventsOf(log, "statement").map(({ rec, device }) => [rec.id, { ...(about.get(rec.id) ?? UNAMENDED), ...writtenAt(rec), device, body: rec.body }]),
  );
  const ids = [...new Set([...idsOf(log, "statement"), ...sealed.keys()])].sort(compareText);
  return new Map(ids.map((id) => [id, statementOf(log, id, parts.get(id) ?? [], sealed.get(id) ?? null)]));
}

function statementOf(log: Log, id: Id, partIds: readonly Id[], sealed: Sealed | null): Statement {
  const times = [
    ...timesOf(log, "statement", id, ["voice", "form"]),
    ...partIds.flatMap((part) => versions(log, "passage", part, "text").map(({ at }) => at)),
    ...(sealed === null ? [] : [sealed.at]),
  ];
  return {
    id,
    voice: current(log, "statement", id, "voice") ?? VOICES.find((voice) => voice === sealed?.body.voice) ?? "adult",
    form: current(log, "statement", id, "form") ?? FORMS[0],
    after: current(log, "statement", id, "after") ?? sealed?.body.after ?? null,
    created: times.reduce((a, b) => Math.min(a, b), Infinity),
    edited: times.reduce((a, b) => Math.max(a, b), 0),
    dropped: current(log, "statement", id, "state") === "dropped",
    parts: partIds.map((part) => partOf(log, part)).sort(inOrder),
    sealed,
  };
}

export function keptParts({ parts }: Pick<Statement, "parts">): readonly DraftPart[] {
  return parts.filter(({ removed }) => !removed);
}

/** Parts in which something is written. */
function writtenParts(statement: Pick<Statement, "parts">): readonly DraftPart[] {
  return keptParts(statement).filter(({ words }) => words.trim() !== "");
}

/** Its words alone, without marks: to be found and shown by. */
export function wordsOf(statement: Pick<Statement, "parts" | "sealed">): string {
  if (statement.sealed === null) return writtenParts(statement).map(({ words }) => words).join("\n\n");
  const { text, private: kept } = statement.sealed.body;
  return [text, ...(kept === undefined ? [] : [kept.text])].map((each) => readStatement(each)?.parts.map(({ words }) => words).join("\n\n") ?? each).join("\n\n");
}

/** A draft in which nothing is written is shown nowhere. */
export function isBlank(statement: Pick<Statement, "parts" | "sealed">): boolean {
  return statement.sealed === null && writtenParts(statement).length === 0;
}

export function isDraft({ sealed, dropped }: Pick<Statement, "sealed" | "dropped">): boolean {
  return sealed === null && !dropped;
}

/** Something is written that nobody has sealed yet. */
export function hasDraft({ statements }: { readonly statements: ReadonlyMap<Id, Statement> }): boolean {
  return [...statements.values()].some((one) => isDraft(one) && !isBlank(one));
}

type Drafted = Pick<Statement, "voice" | "form" | "parts">;
type LabelOf = (exhibit: Id) => string | undefined;

/** The draft as it would be sealed now, or what of it is kept private; a threat is never marked, for its words are not the writer's. */
export function accountOf(statement: Drafted, labelOf: LabelOf, secret = false): Account {
  const parts = writtenParts(statement).filter((part) => part.private === secret).map(
    ({ kind, words, how, asked, exhibits }): Part => ({
      kind,
      words,
      how: kind === "threat" ? null : how,
      asked: kind === "threat" ? null : asked,
      exhibits: [...new Set(exhibits.flatMap((exhibit) => labelOf(exhibit) ?? []))],
    }),
  );
  return { voice: statement.voice, form: statement.form, parts };
}

/** What sealing writes: the words for the packet, and apart from them those that stay out of it, if any. */
export interface StatementTexts {
  readonly text: string;
  readonly private: string | null;
}

export function textsOf(statement: Drafted, labelOf: LabelOf): StatementTexts {
  const secret = accountOf(statement, labelOf, true);
  return { text: statementText(accountOf(statement, labelOf)), private: secret.parts.length === 0 ? null : statementText(secret) };
}

/** Words saved on another phone before it learned of the seal: in the draft, and not in the sealed version. */
export function hasLateWords(statement: Statement, labelOf: LabelOf): boolean {
  if (statement.sealed === null || writtenParts(statement).length === 0) return false;
  const { text, private: secret } = textsOf(statement, labelOf);
  const { body } = statement.sealed;
  return text !== body.text || secret !== (body.private?.text ?? null);
}

/** Where a new part goes: after all that are there. */
export function lastPlace({ parts }: Pick<Statement, "parts">): string {
  return between(parts.reduce((last, { place }) => (place > last ? place : last), ""), "");
}

/** Where a passage goes when it moves before the one that stands above it; null where it is the first. */
export function placeAbove(parts: readonly DraftPart[], id: Id): string | null {
  const at = parts.findIndex((part) => part.id === id);
  const above = parts[at - 1];
  return above === undefined ? null : between(parts[at - 2]?.place ?? "", above.place);
}

/** The newest version that was sealed after this one, if any. */
export function newerVersion(statements: ReadonlyMap<Id, Statement>, { id }: Statement): Statement | null {
  const later = [...statements.values()].filter((one) => one.sealed?.removed === null && earlierVersions(statements, one).some((earlier) => earlier.id === id));
  return later.sort((a, b) => (a.sealed?.at ?? 0) - (b.sealed?.at ?? 0)).at(-1) ?? null;
}

/** Its earlier sealed versions, the first one first. */
export function earlierVersions(statements: ReadonlyMap<Id, Statement>, statement: Statement): readonly Statement[] {
  const found: Statement[] = [];
  const seen = new Set<Id>([statement.id]);
  for (let next = statement.after; next !== null && !seen.has(next); ) {
    seen.add(next);
    const before = statements.get(next);
    if (before === undefined) break;
    found.unshift(before);
    next = before.after;
  }
  return found;
}
