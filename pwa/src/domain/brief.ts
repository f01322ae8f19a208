// What Today needs of a case: so few of its records that reading them takes no time, however long the record has grown.
import { ongoing } from "./call.js";
import { compareText } from "./canonical.js";
import { policeContacts } from "./contact-log.js";
import type { CaseState } from "./fold.js";
import type { Entry, Log, SetEntry } from "./merge.js";
import type { Note } from "./note.js";
import type { Id, Ms, Rec } from "./records.js";
import { isBlank, isDraft, keptParts } from "./statement.js";

interface Removable {
  readonly removed: Ms | boolean | null;
}

const kept = <T extends Removable>(items: Iterable<T>): readonly T[] => [...items].filter(({ removed }) => removed === null || removed === false);

function events(log: Log): readonly Entry[] {
  return [...log.events.values()] as Entry[];
}

function earliest(log: Log): readonly Entry[] {
  const [first, ...others] = [...events(log), ...[...log.fields.values()].flat()];
  if (first === undefined) return [];
  return [others.reduce((a, b) => (b.rec.at < a.rec.at || (b.rec.at === a.rec.at && compareText(b.rec.id, a.rec.id) < 0) ? b : a), first)];
}

/** What is about a thing besides its own record. */
function subject(rec: Rec): Id {
  return rec.k === "e" && (rec.type === "correction" || rec.type === "addition" || rec.type === "removed") ? rec.body.of : rec.id;
}

function written(state: CaseState): readonly Note[] {
  return kept(state.notes.values()).filter(({ text }) => text.trim() !== "");
}

/** Something that is written and not sealed: the draft and one of its passages. */
function draft(state: CaseState): readonly { readonly id: Id }[] {
  const found = [...state.statements.values()].find((one) => isDraft(one) && !isBlank(one));
  return found === undefined ? [] : [found, ...keptParts(found).filter(({ words }) => words.trim() !== "").slice(0, 1)];
}

/** The answers about the family's phones. */
function phones({ log }: CaseState): readonly { readonly id: Id }[] {
  return [...log.fields.values()].flatMap((versions) => versions.slice(-1)).flatMap(({ rec }) => (rec.entity === "phone" ? [{ id: rec.id }] : []));
}

/** Of things that only have to be there, one is enough. */
function shownOnToday(state: CaseState): ReadonlySet<Id> {
  const police = policeContacts(state);
  const things: readonly { readonly id: Id }[] = [
    { id: state.id },
    ...kept(state.exhibits.values()).slice(-1),
    ...written(state).slice(-1),
    ...police.slice(-1),
    ...police.filter(({ body }) => body.kind === "visit").slice(-1),
    ...kept(state.numbers.values()),
    ...kept(state.outcomes.values()),
    ...[...state.followups.values()].filter(({ state: now }) => now === "open"),
    ...ongoing(state.calls.values()),
    ...[...state.exhibits.values(), ...state.notes.values(), ...state.contacts.values()].slice(0, 1),
    ...draft(state),
    ...phones(state),
  ];
  return new Set(things.map(({ id }) => id));
}

/** The value that holds; of a follow-up's revision each device's own count. */
function holding(versions: readonly SetEntry[]): readonly SetEntry[] {
  const counted = versions[0]?.rec.entity === "followup" && versions[0].rec.field === "rev";
  return counted ? [...new Map(versions.map((entry) => [entry.device, entry])).values()] : versions.slice(-1);
}

/** Records whose fold has Today in common with the whole case. Of each field only the value that holds, and the case's very first record. */
export function briefOf(state: CaseState): readonly Entry[] {
  const { log } = state;
  const first = earliest(log);
  const things = new Set([...shownOnToday(state), ...first.map(({ rec }) => subject(rec))]);
  const about = events(log).filter(({ rec }) => things.has(subject(rec)));
  const fields = [...log.fields.values()].flatMap(holding).filter(({ rec }) => things.has(rec.id));
  return [...new Set<Entry>([...first, ...about, ...fields])];
}

const ONLY_ADDING: ReadonlySet<string> = new Set(["exhibit", "contact", "number", "outcome", "addition", "link", "custody", "timestamp"]);
/** With this field, written once, and every other one, a thing begins (build.ts). */
const BEGINNING: Readonly<Record<string, string>> = { followup: "number", call: "started" };

/** Whether a brief with these records as well still has Today in common with the whole: nothing was taken back, and nothing is said of what it left out. */
export function fitsBrief(brief: CaseState, later: readonly Entry[]): boolean {
  const known = new Set([...brief.log.fields.values()].flat().map(({ rec }) => rec.id));
  for (const { rec } of later) if (rec.k === "s" && BEGINNING[rec.entity] === rec.field) known.add(rec.id);
  // Another word in a note that was taken out is no proof; without any other, only the whole can tell.
  const proof = kept(brief.exhibits.values()).length + written(brief).length > 0;
  return later.every(({ rec }) => {
    if (rec.k === "e") return ONLY_ADDING.has(rec.type);
    if (rec.entity === "note") return rec.field === "text" ? proof && typeof rec.value === "string" && rec.value.trim() !== "" : rec.field === "happened";
    if (rec.entity === "statement" || rec.entity === "passage") return false;
    return BEGINNING[rec.entity] === undefined || known.has(rec.id);
  });
}
