// A case as the screens show it: a pure function of the set of its records.
import { amendments, type Amendments, corrected, UNAMENDED } from "./amended.js";
import { type Call, callOf } from "./call.js";
import { type Custody, custodyByDevice } from "./custody-lines.js";
import { timestampsByDevice } from "./timestamps.js";
import { type Followup, followupOf } from "./followup.js";
import type { Happened } from "./happened.js";
import { type Links, linksOf } from "./links.js";
import { EMPTY_LOG, type Entry, eventsOf, idsOf, type Log, merge } from "./merge.js";
import { type Note, noteOf } from "./note.js";
import { type Profile, profileOf } from "./profile.js";
import type { ContactBody, EventBodies, EventRecord, ExhibitBody, Id, NumberBody, OutcomeBody, PacketBody, Rec, TimestampBody } from "./records.js";
import { type Statement, statementsOf } from "./statement.js";
import { current } from "./versions.js";
import { type Written, writtenAt } from "./written.js";

export type { Entry } from "./merge.js";

/** An event with everything said about it since. `body` holds now; `first` is as written. */
export interface Shown<B> extends Amendments, Written {
  readonly id: Id;
  readonly device: Id;
  readonly body: B;
  readonly first: B;
}

export interface Exhibit extends Shown<ExhibitBody> {
  readonly label: string;
  readonly caption: string;
  /** Reading order, a sortable text; "" where nobody has moved it. */
  readonly order: string;
  readonly happened: Happened | null;
}

export type Contact = Shown<ContactBody>;
export type CaseNumber = Shown<NumberBody>;
export type Outcome = Shown<OutcomeBody>;
export type Handed = Shown<PacketBody>;

export interface CaseState {
  readonly id: Id;
  readonly log: Log;
  readonly exhibits: ReadonlyMap<Id, Exhibit>;
  readonly contacts: ReadonlyMap<Id, Contact>;
  readonly numbers: ReadonlyMap<Id, CaseNumber>;
  readonly outcomes: ReadonlyMap<Id, Outcome>;
  readonly statements: ReadonlyMap<Id, Statement>;
  readonly notes: ReadonlyMap<Id, Note>;
  readonly followups: ReadonlyMap<Id, Followup>;
  readonly profiles: ReadonlyMap<Id, Profile>;
  /** Packets that were handed over. */
  readonly packets: ReadonlyMap<Id, Handed>;
  readonly links: Links;
  readonly calls: ReadonlyMap<Id, Call>;
  readonly custody: ReadonlyMap<Id, Custody>;
  /** By whose chain. */
  readonly timestamps: ReadonlyMap<Id, readonly TimestampBody[]>;
}

export function emptyCase(id: Id): CaseState {
  const none = new Map<Id, never>();
  return { id, log: EMPTY_LOG, exhibits: none, contacts: none, numbers: none, outcomes: none, statements: none, notes: none, followups: none, profiles: none, packets: none, links: none, calls: none, custody: none, timestamps: none };
}

/** Adds records to a case. Any order, and any repeat, gives the same state. */
export function fold(state: CaseState, entries: Iterable<Entry>): CaseState {
  const added = [...entries];
  return view(state, merge(state.log, added), new Set(added.flatMap(({ rec }) => touchedBy(rec, state.log))));
}

/** An event may take the place of one of another type under the same id. */
function touchedBy(rec: Rec, log: Log): readonly string[] {
  if (rec.k === "s") return [rec.entity];
  const there = log.events.get(rec.id);
  return there === undefined ? [rec.type] : [rec.type, there.rec.type];
}

export function foldCase(id: Id, entries: Iterable<Entry>): CaseState {
  return fold(emptyCase(id), entries);
}

type ShownType = "exhibit" | "contact" | "number" | "outcome" | "packet";
type About = ReadonlyMap<Id, Amendments>;

function shown<T extends ShownType>({ rec, device }: { rec: EventRecord<T>; device: Id }, about: About): Shown<EventBodies[T]> {
  const amended = about.get(rec.id) ?? UNAMENDED;
  return { ...amended, id: rec.id, ...writtenAt(rec), device, body: corrected(rec.body, amended), first: rec.body };
}

function exhibit(log: Log, base: Shown<ExhibitBody>): Exhibit {
  const { id } = base;
  const { label } = base.first;
  return {
    ...base,
    // Never corrected: the label is the exhibit's name for good.
    body: { ...base.body, label },
    label,
    caption: current(log, "exhibit", id, "caption") ?? "",
    order: current(log, "exhibit", id, "order") ?? "",
    happened: current(log, "exhibit", id, "happened") ?? null,
  };
}

function byId<T extends { readonly id: Id }>(items: readonly T[]): ReadonlyMap<Id, T> {
  return new Map(items.map((item) => [item.id, item]));
}

const AMENDING = ["correction", "addition", "removed"] as const;

/** Each part is a pure function of the log's records of its own types, so the parts that no record touched stay as they were. */
function view(before: CaseState, log: Log, touched: ReadonlySet<string>): CaseState {
  const amending = AMENDING.some((type) => touched.has(type));
  const stale = (type: string): boolean => touched.has(type) || amending;
  const about = amendments(log);
  const all = <T extends ShownType>(type: T): readonly Shown<EventBodies[T]>[] => eventsOf(log, type).map((entry) => shown(entry, about));
  return {
    id: before.id,
    log,
    exhibits: stale("exhibit") ? byId(all("exhibit").map((base) => exhibit(log, base))) : before.exhibits,
    contacts: stale("contact") ? byId(all("contact")) : before.contacts,
    numbers: stale("number") ? byId(all("number")) : before.numbers,
    outcomes: stale("outcome") ? byId(all("outcome")) : before.outcomes,
    statements: stale("statement") || touched.has("passage") ? statementsOf(log, about) : before.statements,
    notes: touched.has("note") ? byId(idsOf(log, "note").flatMap((note) => noteOf(log, note) ?? [])) : before.notes,
    followups: touched.has("followup") ? byId(idsOf(log, "followup").flatMap((id) => followupOf(log, id) ?? [])) : before.followups,
    profiles: touched.has("profile") ? byId(idsOf(log, "profile").flatMap((id) => profileOf(log, id) ?? [])) : before.profiles,
    packets: stale("packet") ? byId(all("packet")) : before.packets,
    links: stale("link") ? linksOf(log) : before.links,
    calls: touched.has("call") ? byId(idsOf(log, "call").flatMap((id) => callOf(log, id) ?? [])) : before.calls,
    custody: touched.has("custody") ? custodyByDevice(log) : before.custody,
    timestamps: touched.has("timestamp") ? timestampsByDevice(log) : before.timestamps,
  };
}
