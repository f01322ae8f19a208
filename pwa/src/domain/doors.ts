// Who can help besides police: in which province, and how far each door is.
import type { CaseState } from "./fold.js";
import type { Region } from "./records.js";
import { current } from "./versions.js";

/** Null while nobody chose one. */
export function regionOf(state: CaseState | null): Region | null {
  return state === null ? null : (current(state.log, "doors", state.id, "region") ?? null);
}
