// What the screens may ask about the copies of the record: what could not be verified, and histories that disagree.
import type { ReadonlySignal } from "@preact/signals";
import type { Id, Ms } from "../domain/records.js";
import type { Result } from "./port.js";

/** An op that is kept and not shown. */
export interface Quarantined {
  readonly log: Id;
  readonly seq: number;
  /** Null for the log of the cases themselves. */
  readonly caseTitle: string | null;
  /** When it came to this phone; null where an older Holdfast did not write it down. */
  readonly at: Ms | null;
  /** Of the device it names, when that is one of the account's. */
  readonly letter: string | null;
  readonly why: string;
  readonly bytes: number;
}

/** A log whose copy here and on the server are two histories. */
export interface Forked {
  readonly log: Id;
  /** Null for the log of the cases themselves. */
  readonly caseTitle: string | null;
}

export type ContinueFailure = { readonly type: "offline" | "server" | "signed_out" | "update_needed" | "locked" | "full" | "storage" };

export interface LogsVault {
  readonly forked: ReadonlySignal<readonly Forked[]>;
  /** Server time minus phone time in ms, once a server has said. */
  readonly clockOffset: ReadonlySignal<number | null>;
  quarantined(): Promise<readonly Quarantined[]>;
  /** Takes the server's history as the case, and what this phone has as a case of its own under `title`; the new case's id, or null when nothing here was missing there. */
  continueForked(log: Id, title: string): Promise<Result<Id | null, ContinueFailure>>;
}
