// The packet's record.json as a type (docs/packet-format.md): what every rendering of a packet is made from.
import type { Id, OUTCOMES } from "../records.js";
import type { Stage } from "../stage.js";

export const SCHEMA = "holdfast-record/1";
export const PROFILES = ["police", "cybertip", "fraud", "lawyer", "school"] as const;
export type ProfileName = (typeof PROFILES)[number];
export type Language = "en" | "fr";
export type YesNo = "yes" | "no" | "unknown";

/** RFC 3339 with milliseconds and the offset of the writer's zone. */
export type Instant = string;
type Text = string | null;

export interface Recorded {
  readonly at: Instant;
  /** Server time minus the phone's in ms, where it was known. */
  readonly offset_ms: number | null;
  /** Who of several accounts wrote it; null where there is one. */
  readonly by: Text;
}

export interface When {
  readonly kind: "exact" | "about" | "between" | "unknown";
  readonly from: Text;
  readonly to: Text;
  readonly zone: Text;
}

export interface Complainant {
  readonly name: Text;
  readonly birth_date: Text;
  readonly address: Text;
  readonly phone: Text;
  readonly safe_time: Text;
  readonly voicemail: "yes" | "no" | null;
}

export type Child = Pick<Complainant, "name" | "birth_date" | "address" | "phone">;

export interface Situation {
  readonly last_contact: Text;
  readonly deadline: Text;
  readonly still_active: YesNo | null;
  readonly money: Text;
  readonly transactions: Text;
  readonly images: YesNo | null;
  readonly images_device: Text;
}

export interface Later {
  readonly recorded: Recorded;
  readonly text: string;
}

export interface Corrected {
  readonly recorded: Recorded;
  readonly field: string;
  readonly from: Text;
  readonly to: Text;
}

export interface PacketNumber {
  readonly id: Id;
  readonly kind: "police_file" | "cybertip" | "cafc" | "platform" | "bank" | "other";
  readonly value: string;
  readonly org: Text;
  readonly recorded: Recorded;
  readonly corrections: readonly Corrected[];
}

export interface Person {
  readonly service: Text;
  readonly role: string;
  readonly name: Text;
  readonly rank: Text;
  readonly badge: Text;
  readonly phone: Text;
}

export interface PacketAccount {
  readonly id: Id;
  readonly platform: Text;
  readonly username: Text;
  readonly display: Text;
  readonly url: Text;
  readonly user_id: Text;
  readonly phone: Text;
  readonly email: Text;
  readonly payment: Text;
  readonly wallet: Text;
  readonly about: Text;
  readonly recorded: Recorded;
}

export interface PacketContact extends Person {
  readonly id: Id;
  readonly kind: "call" | "visit" | "message" | "online";
  readonly started_at: Instant;
  readonly ended_at: Instant | null;
  readonly said: Text;
  readonly outcomes: readonly string[];
  readonly marks: readonly { readonly at: Instant; readonly code: string }[];
  readonly continues: Id | null;
  readonly recorded: Recorded;
  readonly corrections: readonly Corrected[];
  readonly additions: readonly Later[];
}

export interface PacketOutcome {
  readonly id: Id;
  readonly kind: (typeof OUTCOMES)[number];
  /** The day that it was decided or told, where that is known. */
  readonly on: Text;
  readonly said: Text;
  /** Of the case's numbers that the packet has. */
  readonly number: Id | null;
  readonly recorded: Recorded;
  readonly corrections: readonly Corrected[];
  readonly additions: readonly Later[];
}

export interface PacketNote {
  readonly id: Id;
  readonly text: string;
  readonly happened: When | null;
  readonly recorded: Recorded;
  /** Null where it was never changed. */
  readonly edited: Recorded | null;
}

export interface StatementVersion {
  readonly id: Id;
  readonly sealed: Recorded;
  /** As sealed, in the layout of docs/model.md. */
  readonly text: string;
  readonly sha256: string;
  readonly additions: readonly Later[];
}

export interface PacketStatement {
  readonly voice: "young" | "adult";
  /** The first one first. */
  readonly versions: readonly StatementVersion[];
}

export const NO_FILE = ["described", "removed", "left_out", "not_here", "damaged"] as const;
export type NoFile = (typeof NO_FILE)[number];

export interface PacketExhibit {
  readonly label: string;
  readonly kind: "file" | "described" | "removed";
  readonly recorded: Recorded;
  /** Below data/. */
  readonly file: Text;
  readonly no_file: NoFile | null;
  readonly sha256: Text;
  readonly bytes: number | null;
  readonly mime: Text;
  readonly name: Text;
  readonly width: number | null;
  readonly height: number | null;
  readonly taken: Text;
  readonly happened: When | null;
  readonly caption: Text;
  readonly platform: Text;
  readonly account: Text;
  /** Ids of accounts[] that it is linked with. */
  readonly accounts: readonly Id[];
  readonly described: { readonly what: string; readonly seen_by: Text; readonly happened: Text } | null;
  readonly covered: { readonly boxes: number } | null;
  readonly original_kept_on: Text;
  readonly source: { readonly via: string; readonly taken_by: Text; readonly device: Text; readonly from_whom: Text };
  readonly removed_at: Instant | null;
  readonly corrections: readonly Corrected[];
  readonly additions: readonly Later[];
}

export interface SeizedDevice {
  readonly id: Id;
  readonly item: Text;
  readonly receipt: Text;
  readonly officer: Text;
  readonly since: Text;
  readonly until: Text;
}

export const TIMELINE_KINDS = ["exhibit", "contact", "outcome", "number", "statement", "note", "account"] as const;

export interface TimelineEntry {
  /** An instant, or a day or minute on the wall clock of where it happened. */
  readonly when: string;
  readonly of: "happened" | "recorded";
  readonly kind: (typeof TIMELINE_KINDS)[number];
  /** An exhibit's label, or an id. */
  readonly ref: string;
}

export const OMITTED = ["exhibit", "picture", "statement", "draft", "contact", "outcome", "number", "account", "note", "seized", "followup", "detail"] as const;
export type OmittedKind = (typeof OMITTED)[number];

export interface ChainHead {
  readonly n: number;
  readonly sha256: string;
}

export interface PacketRecord {
  readonly schema: typeof SCHEMA;
  readonly made_at: Instant;
  readonly tz: string;
  readonly offset_ms: number | null;
  readonly language: Language;
  readonly profile: ProfileName;
  readonly case: { readonly title: Text; readonly stage: Stage; readonly numbers: readonly PacketNumber[] };
  readonly complainant: Complainant | null;
  readonly child: Child | null;
  readonly situation: Situation | null;
  readonly people: readonly Person[];
  readonly accounts: readonly PacketAccount[];
  readonly contacts: readonly PacketContact[];
  readonly outcomes: readonly PacketOutcome[];
  readonly notes: readonly PacketNote[];
  readonly statements: readonly PacketStatement[];
  readonly exhibits: readonly PacketExhibit[];
  readonly devices_seized: readonly SeizedDevice[];
  readonly timeline: readonly TimelineEntry[];
  readonly omitted: readonly { readonly kind: OmittedKind; readonly count: number }[];
  readonly custody_heads: Readonly<Record<string, ChainHead>>;
  readonly software: { readonly name: "Holdfast"; readonly version: string };
}

/** The bytes that are hashed, shown and sent: nothing re-serialises them. */
export function recordBytes(record: PacketRecord): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(record, null, 1)}\n`);
}
