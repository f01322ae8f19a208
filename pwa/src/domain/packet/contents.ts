// What a packet could hold, what each profile leaves out by itself, and what was left out in the end.
import type { CaseNumber, CaseState, Contact, Exhibit, Outcome } from "../fold.js";
import type { Followup } from "../followup.js";
import type { Note } from "../note.js";
import { outcomesOf } from "../outcome.js";
import type { Profile } from "../profile.js";
import { inReadingOrder } from "../reading-order.js";
import type { Id } from "../records.js";
import { isBlank, isDraft, type Sealed, type Statement } from "../statement.js";
import { compareTime } from "../timeline.js";
import type { Detail, Details } from "./details.js";
import type { OmittedKind, PacketRecord, ProfileName } from "./record.js";
import { isSealed } from "./statements.js";

/** Each list in the order in which it is read. */
export interface Contents {
  readonly numbers: readonly CaseNumber[];
  readonly statements: readonly (Statement & { readonly sealed: Sealed })[];
  readonly exhibits: readonly Exhibit[];
  readonly accounts: readonly Profile[];
  readonly contacts: readonly Contact[];
  readonly outcomes: readonly Outcome[];
  readonly notes: readonly Note[];
  readonly seized: readonly Followup[];
}

type Part = keyof Contents;

/** What stays out: an item by its id, its picture alone by `picture:` and the id, an answer by `detail:` and its name. */
export type Left = ReadonlySet<string>;

export const pictureKey = (exhibit: Id): string => `picture:${exhibit}`;
export const detailKey = (detail: Detail): string => `detail:${detail}`;

interface ProfileRule {
  readonly without: readonly Part[];
  readonly pictures: boolean;
  readonly hides: readonly Detail[];
}

const HOMES = ["my_address", "child_address"] as const;

export const RULES: Readonly<Record<ProfileName, ProfileRule>> = {
  police: { without: [], pictures: true, hides: [] },
  lawyer: { without: [], pictures: true, hides: [] },
  cybertip: { without: ["contacts", "outcomes", "notes", "seized"], pictures: true, hides: [...HOMES, "my_birth_date"] },
  fraud: { without: ["contacts", "outcomes", "notes", "seized"], pictures: true, hides: [...HOMES, "child_birth_date", "child_phone", "images", "images_device"] },
  school: { without: ["contacts", "outcomes", "notes", "seized", "statements"], pictures: false, hides: [...HOMES, "my_birth_date", "child_birth_date", "money", "transactions", "images", "images_device"] },
};

const kept = <T extends { readonly removed: unknown }>(items: ReadonlyMap<Id, T>): readonly T[] => [...items.values()].filter(({ removed }) => removed === null || removed === false);
const byCreation = (a: { readonly created: number }, b: { readonly created: number }): number => a.created - b.created;

/** A removed exhibit's label stays in every packet; other removed things are in none. */
export function contentsOf(state: CaseState): Contents {
  return {
    numbers: [...kept(state.numbers)].sort(compareTime),
    statements: [...state.statements.values()].filter(isSealed).sort((a, b) => a.sealed.at - b.sealed.at),
    exhibits: inReadingOrder(state.exhibits.values()),
    accounts: [...kept(state.profiles)].sort(byCreation),
    contacts: [...kept(state.contacts)].sort((a, b) => a.body.started - b.body.started),
    outcomes: outcomesOf(state),
    notes: kept(state.notes).filter(({ text }) => text.trim() !== "").sort(byCreation),
    seized: [...state.followups.values()].filter((one) => one.state !== "removed" && one.clock?.kind === "seized").sort(byCreation),
  };
}

export function leftBy(profile: ProfileName, contents: Contents): Left {
  const { without, pictures, hides } = RULES[profile];
  const items = without.flatMap((part) => contents[part].map(({ id }) => id));
  return new Set([...items, ...(pictures ? [] : contents.exhibits.map(({ id }) => pictureKey(id))), ...hides.map(detailKey)]);
}

export function withoutLeft(contents: Contents, left: Left): Contents {
  const rest = <T extends { readonly id: Id }>(items: readonly T[]): readonly T[] => items.filter(({ id }) => !left.has(id));
  return {
    numbers: rest(contents.numbers), statements: rest(contents.statements), exhibits: rest(contents.exhibits), accounts: rest(contents.accounts),
    contacts: rest(contents.contacts), outcomes: rest(contents.outcomes), notes: rest(contents.notes), seized: rest(contents.seized),
  };
}

export function detailsWithout(details: Details, left: Left): Details {
  return Object.fromEntries(Object.entries(details).filter(([field]) => !left.has(detailKey(field as Detail))));
}

/** By kind, only what there is. Follow-ups and drafts are in no packet. */
export function omittedFrom(state: CaseState, all: Contents, left: Left, details: Details): PacketRecord["omitted"] {
  const rest = withoutLeft(all, left);
  const missing = (part: Part): number => all[part].length - rest[part].length;
  const pictures = rest.exhibits.filter(({ id, first, removed }) => first.kind === "file" && removed === null && left.has(pictureKey(id)));
  const counts: Readonly<Record<OmittedKind, number>> = {
    exhibit: missing("exhibits"),
    picture: pictures.length,
    statement: missing("statements"),
    draft: [...state.statements.values()].filter((one) => isDraft(one) && !isBlank(one)).length,
    contact: missing("contacts"),
    outcome: missing("outcomes"),
    number: missing("numbers"),
    account: missing("accounts"),
    note: missing("notes"),
    seized: missing("seized"),
    followup: [...state.followups.values()].filter((one) => one.state !== "removed" && one.clock?.kind !== "seized").length,
    detail: Object.keys(details).length - Object.keys(detailsWithout(details, left)).length,
  };
  return (Object.entries(counts) as [OmittedKind, number][]).filter(([, count]) => count > 0).map(([kind, count]) => ({ kind, count }));
}
