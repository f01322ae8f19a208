// What to do next, from what the record holds: nothing is guessed, nothing is counted.
import { policeContacts } from "./contact-log.js";
import type { CaseState, Outcome } from "./fold.js";
import { followupLists, followupsOf } from "./followups.js";
import type { Followup } from "./followup.js";
import { position, type Rung } from "./ladder.js";
import { isOver, outcomeOf, saidClosed } from "./outcome.js";
import type { Id, Ms } from "./records.js";
import { stageOf } from "./stage.js";

export type NextStep =
  | { readonly type: "follow_up"; readonly followup: Followup }
  | { readonly type: "save_proof" }
  | { readonly type: "call_police" }
  | { readonly type: "officer_coming" }
  | { readonly type: "climb"; readonly rung: Rung }
  | { readonly type: "ask_file_number" }
  | { readonly type: "set_followup"; readonly number: Id }
  | { readonly type: "write_outcome" }
  | { readonly type: "wait"; readonly followup: Followup }
  | { readonly type: "after_outcome"; readonly outcome: Outcome };

const present = <T extends { readonly removed: Ms | boolean | null }>(items: Iterable<T>): readonly T[] =>
  [...items].filter(({ removed }) => removed === null || removed === false);

/** The outcome code of a contact in which police said that somebody will come. */
const SENDING = "sending";

/** What police are to be asked for, while they may still do something. */
function towardsPolice(state: CaseState, now: Ms): readonly NextStep[] {
  const steps: NextStep[] = [];
  const police = policeContacts(state);
  if (police.at(-1)?.body.outcomes?.includes(SENDING) === true && stageOf(state, now) === "waiting") steps.push({ type: "officer_coming" });
  const proof = [...present(state.exhibits.values()), ...present(state.notes.values()).filter(({ text }) => text.trim() !== "")];
  if (proof.length === 0) steps.push({ type: "save_proof" });
  const files = present(state.numbers.values()).filter(({ body }) => body.kind === "police_file");
  const { rung, way } = position(police);
  if (way !== null) steps.push({ type: "climb", rung });
  else if (files.length === 0) steps.push({ type: police.length > 0 ? "ask_file_number" : "call_police" });
  for (const { id } of files) {
    const open = followupsOf(state.followups.values(), id).some((followup) => followup.state === "open");
    if (!open) steps.push({ type: "set_followup", number: id });
  }
  return steps;
}

/** Most pressing first; never empty unless all is written down and nothing is planned. */
export function nextSteps(state: CaseState, now: Ms): readonly NextStep[] {
  const { due, coming } = followupLists(state.followups.values(), now);
  const outcome = outcomeOf(state);
  const steps: NextStep[] = due.map((followup) => ({ type: "follow_up", followup }));
  if (saidClosed(state)) steps.push({ type: "write_outcome" });
  else if (outcome === null || !isOver(outcome)) steps.push(...towardsPolice(state, now));

  const [next] = coming;
  if (steps.length === 0 && next !== undefined) steps.push({ type: "wait", followup: next });
  if (outcome !== null) steps.push({ type: "after_outcome", outcome });
  return steps;
}
