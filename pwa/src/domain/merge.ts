// The log as a set of records: events by id, and for each field every value it ever had. Order does not matter.
import { canonical, compareText } from "./canonical.js";
import { compareHlc } from "./hlc.js";
import type { EventRecord, Id, Rec, SetRecord } from "./records.js";

/** A record and the device that signed it (this phone, for one not yet sent). */
export interface Entry {
  readonly rec: Rec;
  readonly device: Id;
}

export interface EventEntry {
  readonly rec: EventRecord;
  readonly device: Id;
}

export interface SetEntry {
  readonly rec: SetRecord;
  readonly device: Id;
}

export interface Log {
  readonly events: ReadonlyMap<Id, EventEntry>;
  /** By fieldKey: oldest version first; the last one holds. */
  readonly fields: ReadonlyMap<string, readonly SetEntry[]>;
}

export const EMPTY_LOG: Log = { events: new Map(), fields: new Map() };

export function fieldKey(entity: string, id: Id, field: string): string {
  return `${entity}/${id}/${field}`;
}

/** One id can carry two bodies only by a fault or an attack; then the earlier by clock holds, in whatever order they came. */
function compareEvents(a: EventEntry, b: EventEntry): number {
  return a.rec.at - b.rec.at || compareText(a.device, b.device) || compareText(canonical(a.rec), canonical(b.rec));
}

/** Last writer wins: hybrid clock, then the larger device id; the rest only makes the order total. */
function compareSets(a: SetEntry, b: SetEntry): number {
  return compareHlc(a.rec.hlc, b.rec.hlc) || compareText(a.device, b.device) || compareText(canonical(a.rec), canonical(b.rec));
}

function insert(versions: readonly SetEntry[], entry: SetEntry): readonly SetEntry[] {
  let place = versions.length;
  for (; place > 0; place--) {
    const before = versions[place - 1];
    const order = before === undefined ? -1 : compareSets(before, entry);
    if (order === 0) return versions;
    if (order < 0) break;
  }
  return [...versions.slice(0, place), entry, ...versions.slice(place)];
}

/** The log with these records too. A record that is there already changes nothing. */
export function merge(log: Log, entries: Iterable<Entry>): Log {
  const events = new Map(log.events);
  const fields = new Map(log.fields);
  for (const { rec, device } of entries) {
    if (rec.k === "e") {
      const entry: EventEntry = { rec, device };
      const there = events.get(rec.id);
      if (there === undefined || compareEvents(entry, there) < 0) events.set(rec.id, entry);
    } else {
      const key = fieldKey(rec.entity, rec.id, rec.field);
      fields.set(key, insert(fields.get(key) ?? [], { rec, device }));
    }
  }
  return { events, fields };
}

/** The events of one type, by their clock, then id. */
export function eventsOf<T extends EventRecord["type"]>(log: Log, type: T): readonly { readonly rec: EventRecord<T>; readonly device: Id }[] {
  const found = [...log.events.values()].filter(({ rec }) => rec.type === type);
  return (found as { rec: EventRecord<T>; device: Id }[]).sort((a, b) => a.rec.at - b.rec.at || compareText(a.rec.id, b.rec.id));
}

/** Every id that has a field of this entity. */
export function idsOf(log: Log, entity: string): readonly Id[] {
  const ids = new Set<Id>();
  for (const versions of log.fields.values()) {
    const rec = versions[0]?.rec;
    if (rec?.entity === entity) ids.add(rec.id);
  }
  return [...ids].sort(compareText);
}

export function versionsOf(log: Log, entity: string, id: Id, field: string): readonly SetEntry[] {
  return log.fields.get(fieldKey(entity, id, field)) ?? [];
}
