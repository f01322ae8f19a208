// The records of docs/model.md as types: what is written, never what is shown.

import type { Happened } from "./happened.js";
import type { ProfileName } from "./packet/record.js";

/** 16 random bytes as 32 lower-case hex digits. */
export type Id = string;

/** Milliseconds since 1970 on this phone's clock. */
export type Ms = number;

/** Hybrid logical clock: wall milliseconds, then a counter. */
export type Hlc = readonly [wallMs: number, counter: number];

interface Stamped {
  readonly v: 1;
  readonly at: Ms;
  /** IANA zone, for example "America/Vancouver". */
  readonly tz: string;
  /** Server time minus phone time in ms, when known. */
  readonly off?: number;
}

export interface EventRecord<T extends EventType = EventType> extends Stamped {
  readonly k: "e";
  readonly type: T;
  readonly id: Id;
  readonly body: EventBodies[T];
}

export interface SetRecord extends Stamped {
  readonly k: "s";
  readonly entity: Entity;
  readonly id: Id;
  readonly field: string;
  readonly value: SetValue;
  readonly hlc: Hlc;
}

export type Rec = { [T in EventType]: EventRecord<T> }[EventType] | SetRecord;

export type Entity = "case" | "settings" | "passkey" | "note" | "exhibit" | "followup" | "profile" | "phone" | "call" | "support" | "statement" | "passage" | "packet" | "doors" | "waiting";
export type SetValue = string | number | boolean | null | Readonly<Record<string, unknown>> | Happened | readonly Readonly<Record<string, unknown>>[] | readonly string[];
export type EventType = keyof EventBodies;

export interface EventBodies {
  readonly case_key: { readonly case: Id; readonly epoch: 1; readonly ck: Uint8Array };
  readonly exhibit: ExhibitBody;
  readonly contact: ContactBody;
  readonly number: NumberBody;
  readonly statement: StatementBody;
  readonly outcome: OutcomeBody;
  readonly addition: { readonly of: Id; readonly text: string };
  readonly correction: { readonly of: Id; readonly fields: Readonly<Record<string, unknown>> };
  readonly removed: { readonly of: Id };
  readonly packet: PacketBody;
  readonly link: { readonly a: Id; readonly b: Id };
  readonly timestamp: TimestampBody;
  /** `device`: whose chain the line is of, where another device signed it anew. */
  readonly custody: { readonly line: Uint8Array; readonly device?: Id };
}

export type Via = "picker" | "camera" | "paste" | "drop" | "share" | "typed";

export interface BlobRef {
  readonly id: Id;
  readonly key: Uint8Array;
  readonly hdr: Uint8Array;
  readonly commit: Uint8Array;
  readonly chunks: Uint8Array;
}

export interface Thumb extends BlobRef {
  readonly len: number;
  readonly w: number;
  readonly h: number;
}

export interface FileExhibit {
  readonly label: string;
  readonly kind: "file";
  readonly via: Via;
  readonly gate: "clear";
  readonly received: Ms;
  readonly name?: string;
  /** From the bytes, not the name. */
  readonly mime: string;
  readonly len: number;
  readonly sha256: Uint8Array;
  readonly blob: BlobRef;
  readonly thumb?: Thumb;
  readonly w?: number;
  readonly h?: number;
  /** When its camera says that it was taken: local time, with an offset where the camera wrote one. */
  readonly taken?: string;
  readonly covered?: Cover;
}

/** What its bytes say of a file, and where they lie. */
export type FileBytes = Pick<FileExhibit, "mime" | "len" | "sha256" | "blob" | "thumb" | "w" | "h" | "taken">;

/** What was covered before the picture was saved; the pixels under it were never kept (product A5). */
export interface Cover {
  readonly boxes: number;
  /** Where the uncovered original remains, in words. */
  readonly original: string;
}

/** A picture left where it is and described in words (product A4). */
export interface DescribedExhibit {
  readonly label: string;
  readonly kind: "described";
  readonly via: "typed";
  readonly gate: "described";
  readonly received: Ms;
  readonly described: Description;
}

export interface Description {
  readonly what: string;
  readonly app?: string;
  readonly account?: string;
  readonly device?: string;
  readonly seen_by?: string;
  readonly happened?: string;
}

export type ExhibitBody = FileExhibit | DescribedExhibit;

export const ROLES = ["complaint_taker", "supervisor", "watch_commander", "officer", "other"] as const;
export type Role = (typeof ROLES)[number];

/** What was said during a call, by one tap, with its time; `code` is open: a later Holdfast may know more. */
export interface Mark {
  readonly at: Ms;
  readonly code: string;
}

export const CONTACT_KINDS = ["call", "visit", "message", "online"] as const;

export interface ContactBody {
  readonly kind: (typeof CONTACT_KINDS)[number];
  readonly started: Ms;
  readonly ended?: Ms;
  readonly service: string;
  readonly role: Role;
  readonly name?: string;
  readonly rank?: string;
  readonly badge?: string;
  readonly phone?: string;
  readonly said?: string;
  readonly outcomes?: readonly string[];
  readonly marks?: readonly Mark[];
  /** The contact that this one went on from, without hanging up. */
  readonly after?: Id;
}

export interface NumberBody {
  readonly kind: "police_file" | "cybertip" | "cafc" | "platform" | "bank" | "other";
  readonly value: string;
  readonly org: string;
  readonly contact?: Id;
}

export const OUTCOMES = ["warning", "restorative", "charges", "abroad", "closed", "reopened", "other"] as const;

/** How police, or a court, ended a file for now; an earlier one stays. */
export interface OutcomeBody {
  readonly kind: (typeof OUTCOMES)[number];
  /** `YYYY-MM-DD`: when it was decided or told, where that is known. */
  readonly on?: string;
  readonly said?: string;
  readonly number?: Id;
}

/** A sealed version of a statement. */
export interface StatementBody {
  readonly voice: string;
  /** As docs/model.md lays it out; the sealed words are in no other form. */
  readonly text: string;
  /** Of the UTF-8 text. */
  readonly sha256: Uint8Array;
  /** What its writer keeps out of every packet; sealed with it, and no part of `text`. */
  readonly private?: PrivateText;
  /** The sealed version that this one was written after. */
  readonly after?: Id;
}

export interface PrivateText {
  readonly text: string;
  /** Of the UTF-8 text. */
  readonly sha256: Uint8Array;
}

/** Provinces and territories, as Canada Post writes them. */
export const REGIONS = ["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"] as const;
export type Region = (typeof REGIONS)[number];

export const HOWS_HANDED = ["share", "download", "print", "pictures", "form", "shown"] as const;
export type HowHanded = (typeof HOWS_HANDED)[number];

/** A packet that was handed over: which one, what was in it, to whom and how. */
export interface PacketBody {
  readonly profile: ProfileName;
  /** Its fingerprint. */
  readonly sha256: Uint8Array;
  readonly to: string;
  readonly how: HowHanded;
  /** The first eight bytes of the id of each item that the case had when it was made, left out or not, one after the other. */
  readonly has: Uint8Array;
}

/** Somebody's clock saw the hash of a custody line, and so of every line before it. */
export interface TimestampBody {
  /** Whose chain the line is of. */
  readonly device: Id;
  readonly n: number;
  /** Of the line. */
  readonly sha256: Uint8Array;
  /** What the token says. */
  readonly stamped: Ms;
  /** An outside authority's clock, or the service's own. */
  readonly independent: boolean;
  /** The TimeStampResp as it came. */
  readonly token: Uint8Array;
  /** The authority's certificates up to its root, as PEM. */
  readonly chain: Uint8Array;
}

/** What to have done before the officer comes; the words are in the guide "waiting". */
export const TICKS = ["quiet", "keep", "capture", "images", "write", "order", "device"] as const;
export type Tick = (typeof TICKS)[number];

export const AUDIENCES = ["child", "me", "other"] as const;
export type Audience = (typeof AUDIENCES)[number];
