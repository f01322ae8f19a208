// Makes the record of a packet: a pure function of a case, of what stays out of it, and of the answers given for it.
import type { Sha256 } from "../custody.js";
import type { CaseState } from "../fold.js";
import { isoWithOffset } from "../local-time.js";
import { isDay } from "../outcome.js";
import type { Id } from "../records.js";
import { stageOf } from "../stage.js";
import type { Written } from "../written.js";
import { chainNames, packetChain, type PacketChain } from "./chains.js";
import { packetContact, packetNumber, packetOutcome, peopleOf, seizedDevice } from "./contacts.js";
import { type Contents, contentsOf, detailsWithout, type Left, omittedFrom, withoutLeft } from "./contents.js";
import { childIn, complainantIn, type Details, situationIn } from "./details.js";
import { type FilePlace, packetExhibit } from "./exhibits.js";
import { type Language, type PacketAccount, type PacketRecord, type ProfileName, SCHEMA } from "./record.js";
import { packetStatements } from "./statements.js";
import { type Dated, packetTimeline } from "./timeline.js";
import { recorded, textOrNull, when, words } from "./written.js";

export interface PacketInput {
  readonly state: CaseState;
  readonly title: string;
  readonly made: Written;
  readonly language: Language;
  readonly profile: ProfileName;
  readonly left: Left;
  readonly details: Details;
  /** Of every exhibit that has a file and whose picture does not stay out. */
  readonly files: ReadonlyMap<Id, FilePlace>;
  /** By device, as far as known. */
  readonly letters: ReadonlyMap<Id, string>;
  /** By device: what it calls itself. */
  readonly kinds: ReadonlyMap<Id, string>;
  readonly version: string;
}

export interface MadeRecord {
  readonly record: PacketRecord;
  readonly chains: readonly PacketChain[];
}

type Account = Contents["accounts"][number];
type Note = Contents["notes"][number];

function packetAccount({ id, platform, username, display, url, user_id, phone, email, payment, wallet, about, saves }: Account): PacketAccount {
  const given = { platform, username, display, url, user_id, phone, email, payment, wallet, about };
  const texts = Object.fromEntries(Object.entries(given).map(([field, text]) => [field, textOrNull(text)])) as Omit<PacketAccount, "id" | "recorded">;
  return { id, ...texts, recorded: recorded(saves[0]) };
}

function packetNote({ id, text, happened, saves, versions }: Note): PacketRecord["notes"][number] {
  return { id, text: words(text), happened: when(happened), recorded: recorded(saves[0]), edited: versions.length > 1 ? recorded(saves[1]) : null };
}

function dated({ exhibits, contacts, outcomes, numbers, statements, notes, accounts }: Contents): readonly Dated[] {
  return [
    ...exhibits.map(({ label, at, tz, happened, removed }) => ({ kind: "exhibit" as const, ref: label, at, tz, happened: removed === null ? happened : null })),
    ...contacts.map(({ id, body, tz }) => ({ kind: "contact" as const, ref: id, at: body.started, tz })),
    ...outcomes.map(({ id, at, tz, body: { on } }) => ({ kind: "outcome" as const, ref: id, at, tz, happened: isDay(on) ? { kind: "exact" as const, from: on, zone: tz } : null })),
    ...numbers.map(({ id, at, tz }) => ({ kind: "number" as const, ref: id, at, tz })),
    ...statements.map(({ id, sealed }) => ({ kind: "statement" as const, ref: id, at: sealed.at, tz: sealed.tz })),
    ...notes.map(({ id, saves: [first], happened }) => ({ kind: "note" as const, ref: id, at: first.at, tz: first.tz, happened })),
    ...accounts.map(({ id, saves: [first] }) => ({ kind: "account" as const, ref: id, at: first.at, tz: first.tz })),
  ];
}

/** Labels and ids of what the packet tells; a custody line about anything else, and about an exhibit that was removed, is left out of its chain. */
function itemsIn(contents: Contents): ReadonlySet<string> {
  const ids = [contents.numbers, contents.statements, contents.accounts, contents.contacts, contents.outcomes, contents.notes, contents.seized].flatMap((items) => items.map(({ id }) => id));
  return new Set([...contents.exhibits.filter(({ removed }) => removed === null).map(({ label }) => label), ...ids]);
}

async function chainsOf({ state, letters }: PacketInput, contents: Contents, digest: Sha256): Promise<readonly PacketChain[]> {
  const items = itemsIn(contents);
  const names = chainNames([...state.custody.keys()], letters);
  const chains = await Promise.all([...state.custody.values()].map((chain) => packetChain(names.get(chain.device) ?? "", chain, (item) => items.has(item), digest)));
  return chains.filter((chain) => chain !== null);
}

function placeOf({ files }: PacketInput, exhibit: Id): FilePlace {
  return files.get(exhibit) ?? { noFile: "left_out" };
}

export async function packetRecord(input: PacketInput, digest: Sha256): Promise<MadeRecord> {
  const { state, made, left, details, kinds } = input;
  const all = contentsOf(state);
  const contents = withoutLeft(all, left);
  const chains = await chainsOf(input, contents, digest);
  const answers = detailsWithout(details, left);
  const accounts = new Set(contents.accounts.map(({ id }) => id));
  const contactIds = new Set(contents.contacts.map(({ id }) => id));
  const numberIds = new Set(contents.numbers.map(({ id }) => id));
  const record: PacketRecord = {
    schema: SCHEMA,
    made_at: isoWithOffset(made.at, made.tz),
    tz: made.tz,
    offset_ms: made.off === undefined ? null : Math.round(made.off),
    language: input.language,
    profile: input.profile,
    case: { title: textOrNull(input.title), stage: stageOf(state, made.at), numbers: contents.numbers.map(packetNumber) },
    complainant: complainantIn(answers),
    child: childIn(answers),
    situation: situationIn(answers),
    people: peopleOf(contents.contacts),
    accounts: contents.accounts.map(packetAccount),
    contacts: contents.contacts.map((contact) => packetContact(contact, contactIds)),
    outcomes: contents.outcomes.map((outcome) => packetOutcome(outcome, numberIds)),
    notes: contents.notes.map(packetNote),
    statements: packetStatements(state.statements, contents.statements),
    exhibits: contents.exhibits.map((exhibit) => packetExhibit(state, exhibit, placeOf(input, exhibit.id), textOrNull(kinds.get(exhibit.device)), accounts)),
    devices_seized: contents.seized.map(seizedDevice),
    timeline: packetTimeline(dated(contents)),
    omitted: omittedFrom(state, all, left, details),
    custody_heads: Object.fromEntries(chains.map(({ name, head }) => [name, head])),
    software: { name: "Holdfast", version: input.version },
  };
  return { record, chains };
}
