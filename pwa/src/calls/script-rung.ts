// Whose words a call needs: its rung's, or those for another service when the first one has said no at every step.
import { type Call, rungAt } from "../domain/call.js";
import type { CaseState } from "../domain/fold.js";
import { position, type Rung } from "../domain/ladder.js";
import { plain } from "../domain/police-service.js";

export function scriptRung(call: Pick<Call, "role" | "service">, state: CaseState): Rung {
  const { rung, service } = position([...state.contacts.values()].filter(({ removed }) => removed === null));
  const elsewhere = rung === "other_door" && service !== null && plain(service) !== plain(call.service);
  return elsewhere && rungAt(call) === "complaint_taker" ? "other_door" : rungAt(call);
}
