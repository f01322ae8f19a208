// What to do next, from what the record holds: nothing is guessed, nothing is counted.
import type { CaseState } from "./fold.js";
import { followupLists, followupsOf } from "./followups.js";
import type { Followup } from "./followup.js";
import type { Id, Ms } from "./records.js";

export type NextStep =
  | { readonly type: "follow_up"; readonly followup: Followup }
  | { readonly type: "save_proof" }
  | { readonly type: "call_police" }
  | { readonly type: "ask_file_number" }
  | { readonly type: "set_followup"; readonly number: Id }
  | { readonly type: "wait"; readonly followup: Followup };

const POLICE = new Set(["complaint_taker", "supervisor", "watch_commander", "officer"]);

const present = <T extends { readonly removed: Ms | boolean | null }>(items: Iterable<T>): readonly T[] =>
  [...items].filter(({ removed }) => removed === null || removed === false);

/** Most pressing first; never empty unless all is written down and nothing is planned. */
export function nextSteps(state: CaseState, now: Ms): readonly NextStep[] {
  const { due, coming } = followupLists(state.followups.values(), now);
  const steps: NextStep[] = due.map((followup) => ({ type: "follow_up", followup }));
  const proof = [...present(state.exhibits.values()), ...present(state.notes.values()).filter(({ text }) => text.trim() !== "")];
  if (proof.length === 0) steps.push({ type: "save_proof" });

  const files = present(state.numbers.values()).filter(({ body }) => body.kind === "police_file");
  const spoke = present(state.contacts.values()).some(({ body }) => POLICE.has(body.role));
  if (files.length === 0) steps.push({ type: spoke ? "ask_file_number" : "call_police" });
  for (const { id } of files) {
    const open = followupsOf(state.followups.values(), id).some((followup) => followup.state === "open");
    if (!open) steps.push({ type: "set_followup", number: id });
  }

  const [next] = coming;
  if (steps.length === 0 && next !== undefined) steps.push({ type: "wait", followup: next });
  return steps;
}
