// One door that can help: its code, and what is written of it. Apart from the rules, for every start reads this.
import type { Id } from "./records.js";

export const DOORS = ["emergency", "police", "cybertip", "platform", "images", "fraud", "bank", "school", "victims"] as const;
export type DoorCode = (typeof DOORS)[number];

export const DOOR_STATES = ["todo", "done", "not_needed"] as const;

// A type and not an interface: it is the value of a set.
export type DoorValue = {
  readonly state: (typeof DOOR_STATES)[number];
  /** The number that was given there, and when to ask again. */
  readonly number?: Id;
  readonly followup?: Id;
};
