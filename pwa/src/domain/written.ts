// When something was written, by the phone that wrote it.
import type { Ms } from "./records.js";

export interface Written {
  readonly at: Ms;
  readonly tz: string;
  /** How far its clock was off: server time minus phone time in ms, when known. */
  readonly off?: number;
}

/** Of a record. */
export function writtenAt({ at, tz, off }: Written): Written {
  return { at, tz, ...(off === undefined ? {} : { off }) };
}
