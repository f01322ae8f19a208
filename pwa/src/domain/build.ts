// Makes records: the only place that knows how an event or a set is laid out.
import { NEW_CALL } from "./call.js";
import type { CallFields, CaseFields, DoorsFields, ExhibitFields, FollowupFields, NoteFields, PacketFields, PassageFields, PasskeyFields, PhoneFields, ProfileFields, SettingsFields, StatementFields, SupportFields, WaitingFields } from "./fields.js";
import type { Entity, EventBodies, EventRecord, EventType, Hlc, Id, Ms, SetRecord, SetValue } from "./records.js";

/** What the moment of saving adds. */
export interface Moment {
  readonly at: Ms;
  readonly tz: string;
  readonly off?: number;
  newId(): Id;
  hlc(): Hlc;
}

function stamped({ at, tz, off }: Moment): { v: 1; at: Ms; tz: string; off?: number } {
  return off === undefined ? { v: 1, at, tz } : { v: 1, at, tz, off };
}

export function event<T extends EventType>(moment: Moment, type: T, body: EventBodies[T], id: Id = moment.newId()): EventRecord<T> {
  return { ...stamped(moment), k: "e", type, id, body };
}

export function set(moment: Moment, entity: Entity, id: Id, field: string, value: SetValue): SetRecord {
  return { ...stamped(moment), k: "s", entity, id, field, value, hlc: moment.hlc() };
}

/** One set per field that is given; a field left out stays as it was. */
function sets(moment: Moment, entity: Entity, id: Id, fields: object): readonly SetRecord[] {
  return Object.entries(fields as Record<string, SetValue | undefined>)
    .filter((entry): entry is [string, SetValue] => entry[1] !== undefined)
    .map(([field, value]) => set(moment, entity, id, field, value));
}

export const setCase = (moment: Moment, id: Id, change: Partial<CaseFields>): readonly SetRecord[] => sets(moment, "case", id, change);
export const setSettings = (moment: Moment, id: Id, change: Partial<SettingsFields>): readonly SetRecord[] => sets(moment, "settings", id, change);
export const setPasskey = (moment: Moment, id: Id, change: Partial<PasskeyFields>): readonly SetRecord[] => sets(moment, "passkey", id, change);
export const setNote = (moment: Moment, id: Id, change: Partial<NoteFields>): readonly SetRecord[] => sets(moment, "note", id, change);
export const setExhibit = (moment: Moment, id: Id, change: Partial<ExhibitFields>): readonly SetRecord[] => sets(moment, "exhibit", id, change);
export const setProfile = (moment: Moment, id: Id, change: Partial<ProfileFields>): readonly SetRecord[] => sets(moment, "profile", id, change);
export const setPhone = (moment: Moment, id: Id, change: Partial<PhoneFields>): readonly SetRecord[] => sets(moment, "phone", id, change);

export const setSupport = (moment: Moment, id: Id, change: Partial<SupportFields>): readonly SetRecord[] => sets(moment, "support", id, change);
export const setWaiting = (moment: Moment, id: Id, change: Partial<WaitingFields>): readonly SetRecord[] => sets(moment, "waiting", id, change);
export const setDoors = (moment: Moment, id: Id, change: Partial<DoorsFields>): readonly SetRecord[] => sets(moment, "doors", id, change);
export const setStatement = (moment: Moment, id: Id, change: Partial<StatementFields>): readonly SetRecord[] => sets(moment, "statement", id, change);
export const setPassage = (moment: Moment, id: Id, change: Partial<PassageFields>): readonly SetRecord[] => sets(moment, "passage", id, change);
export const setPacket = (moment: Moment, id: Id, change: Partial<PacketFields>): readonly SetRecord[] => sets(moment, "packet", id, change);
export const setCall = (moment: Moment, id: Id, change: Partial<CallFields>): readonly SetRecord[] => sets(moment, "call", id, change);

/** A call that begins now. */
export function newCall(moment: Moment, id: Id, given: Partial<CallFields> & Pick<CallFields, "service">): readonly SetRecord[] {
  return setCall(moment, id, { ...NEW_CALL, started: moment.at, ...given });
}

/** A new follow-up: every field, the first change of the device that made it. */
export function newFollowup(moment: Moment, fields: Omit<FollowupFields, "state" | "rev" | "clock" | "snoozed"> & Partial<Pick<FollowupFields, "clock">>, id: Id = moment.newId()): readonly SetRecord[] {
  return sets(moment, "followup", id, { ...fields, state: "open", rev: 1 });
}

/** Each device counts its own changes (followup.ts adds them up): the server's projection follows the sum. */
export function changeFollowup(
  moment: Moment & { readonly device: Id },
  { id, counts }: { readonly id: Id; readonly counts: ReadonlyMap<Id, number> },
  change: Partial<Omit<FollowupFields, "rev">>,
): readonly SetRecord[] {
  return sets(moment, "followup", id, { ...change, rev: (counts.get(moment.device) ?? 0) + 1 });
}
