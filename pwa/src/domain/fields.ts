// The fields of each entity and what they hold: the table "Sets" of docs/model.md.
import type { Clock } from "./clock.js";
import type { DoorValue } from "./door.js";
import type { Happened } from "./happened.js";
import type { Audience, Id, Mark, Ms, Region, Role, Tick } from "./records.js";
import type { Form, How, Part, Voice } from "./statement-text.js";

export interface CaseFields {
  readonly title: string;
  readonly archived: boolean;
  readonly audience: Audience;
  /** By letter: the highest label given before the case joined the account under this id. */
  readonly labels: Readonly<Record<string, number>>;
}

export interface SettingsFields {
  readonly neutral_words: string;
  readonly login: string;
}

export interface PasskeyFields {
  readonly name: string;
}

export interface NoteFields {
  readonly text: string;
  readonly happened: Happened;
  readonly removed: boolean;
}

export interface ExhibitFields {
  readonly caption: string;
  readonly order: string;
  readonly happened: Happened;
}

export interface ProfileFields {
  readonly platform: string;
  /** Exact, as the platform writes it; not the name that is shown. */
  readonly username: string;
  readonly display: string;
  readonly url: string;
  readonly user_id: string;
  readonly phone: string;
  readonly email: string;
  readonly payment: string;
  readonly wallet: string;
  readonly about: string;
  readonly removed: boolean;
}

/** One phone of the family, as its owner answered (product A10); its id is the device's. */
export interface PhoneFields {
  /** In the home log: what the device calls itself, for the list of devices. */
  readonly kind: string;
  readonly happened_here: "yes" | "no" | "unknown";
}

export interface FollowupFields {
  readonly number: Id | null;
  readonly contact: Id | null;
  readonly ask: string;
  /** Local wall-clock time. */
  readonly due: string;
  readonly zone: string;
  readonly rule: string | null;
  /** To when this occurrence alone was put off: local wall-clock time. */
  readonly snoozed: string | null;
  /** What runs out or comes back, where it is more than a call about a number. */
  readonly clock: Clock | null;
  readonly state: "open" | "done" | "removed";
  readonly rev: number;
}

/** A call that is going on, until its contact is written under the same id. */
export interface CallFields {
  readonly started: Ms;
  readonly service: string;
  readonly role: Role;
  readonly name: string;
  readonly rank: string;
  readonly badge: string;
  readonly phone: string;
  readonly said: string;
  readonly file_number: string;
  readonly marks: readonly Mark[];
  /** By when they said that they would call, or come: local wall-clock time. */
  readonly promised: string | null;
  /** What the call is about, and the follow-up that it answers. */
  readonly number: Id | null;
  readonly followup: Id | null;
  /** The contact that this one went on from, without hanging up. */
  readonly after: Id | null;
  readonly state: "on" | "ended" | "dropped";
}

/** A statement while it is written; its id is the sealed version's to be. */
export interface StatementFields {
  readonly voice: Voice;
  readonly form: Form;
  readonly after: Id | null;
  readonly state: "draft" | "sealed" | "dropped";
}

/** One passage of a draft, or the exact words of one threat. */
export interface PassageFields {
  /** The statement it belongs to. */
  readonly of: Id;
  readonly kind: Part["kind"];
  readonly text: string;
  readonly how: How | null;
  readonly asked: string | null;
  readonly exhibits: readonly Id[];
  /** Left out of every packet. */
  readonly private: boolean;
  /** A sortable text. */
  readonly place: string;
  readonly removed: boolean;
}

/** How the people are, apart from police. */
export interface SupportFields {
  /** The day after the case began (1, 3, 7…) up to which the check-ins were answered. */
  readonly checked_in: number;
}

/** What was answered when a packet was made (product E1): texts, and choices by their codes; "" takes an answer back. */
export interface PacketFields {
  readonly my_name: string;
  readonly my_birth_date: string;
  readonly my_address: string;
  readonly my_phone: string;
  readonly safe_time: string;
  readonly voicemail: string;
  readonly child_name: string;
  readonly child_birth_date: string;
  readonly child_address: string;
  readonly child_phone: string;
  readonly last_contact: string;
  readonly deadline: string;
  readonly still_active: string;
  readonly money: string;
  readonly transactions: string;
  readonly images: string;
  readonly images_device: string;
}

/** Who can help besides: where the family lives, and how far each door is. */
export interface DoorsFields {
  readonly region: Region | null;
  /** What it is about: codes; a later Holdfast may know more. */
  readonly about: readonly string[];
  readonly emergency: DoorValue;
  readonly police: DoorValue;
  readonly cybertip: DoorValue;
  readonly platform: DoorValue;
  readonly images: DoorValue;
  readonly fraud: DoorValue;
  readonly bank: DoorValue;
  readonly school: DoorValue;
  readonly victims: DoorValue;
}

/** The checklist while waiting: what is done, each tick of its own. */
export type WaitingFields = Readonly<Record<Tick, boolean>>;

export interface EntityFields {
  readonly case: CaseFields;
  readonly settings: SettingsFields;
  readonly passkey: PasskeyFields;
  readonly note: NoteFields;
  readonly exhibit: ExhibitFields;
  readonly profile: ProfileFields;
  readonly phone: PhoneFields;
  readonly followup: FollowupFields;
  readonly call: CallFields;
  readonly support: SupportFields;
  readonly statement: StatementFields;
  readonly passage: PassageFields;
  readonly packet: PacketFields;
  readonly doors: DoorsFields;
  readonly waiting: WaitingFields;
}
