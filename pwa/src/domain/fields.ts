// The fields of each entity and what they hold: the table "Sets" of docs/model.md.
import type { Audience, Id } from "./records.js";

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

export interface NoteFields {
  readonly text: string;
  readonly removed: boolean;
}

export interface ExhibitFields {
  readonly caption: string;
  readonly order: string;
  readonly happened: Readonly<Record<string, unknown>>;
}

export interface FollowupFields {
  readonly number: Id | null;
  readonly contact: Id | null;
  readonly ask: string;
  /** Local wall-clock time. */
  readonly due: string;
  readonly zone: string;
  readonly rule: string | null;
  readonly state: "open" | "done" | "removed";
  readonly rev: number;
}

export interface EntityFields {
  readonly case: CaseFields;
  readonly settings: SettingsFields;
  readonly note: NoteFields;
  readonly exhibit: ExhibitFields;
  readonly followup: FollowupFields;
}
