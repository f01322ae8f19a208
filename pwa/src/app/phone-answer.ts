// "Is this the phone it happened on?", answered before there is a case to write it into.
import { setPhone } from "../domain/build.js";
import type { HappenedHere } from "../domain/phones.js";
import type { Id } from "../domain/records.js";
import type { Vault } from "../vault/port.js";

/** In memory only: whoever closes the app before saving anything is asked again. */
let answered: HappenedHere | null = null;

export function rememberAnswer(answer: HappenedHere): void {
  answered = answer;
}

export async function writeAnswer(vault: Vault, caseId: Id): Promise<void> {
  const device = vault.deviceId();
  const answer = answered;
  if (answer === null || device === null) return;
  answered = null;
  await vault.save(caseId, (stamp) => setPhone(stamp, device, { happened_here: answer }));
}
