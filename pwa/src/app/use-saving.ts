// Saves records of the case on screen, one at a time, and keeps the words for a save that failed.
import { useSignal } from "@preact/signals";
import { failureWords } from "./save-failure.js";
import { useVault } from "./vault-context.js";
import type { Id, Rec } from "../domain/records.js";
import type { Stamp } from "../vault/port.js";

export interface Saving {
  readonly busy: boolean;
  readonly problem: string | null;
  /** True once it is durable on this phone. */
  readonly save: (build: (stamp: Stamp) => readonly Rec[]) => Promise<boolean>;
}

export function useSaving(caseId: Id): Saving {
  const vault = useVault();
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const save: Saving["save"] = async (build) => {
    if (busy.peek()) return false;
    busy.value = true;
    const saved = await vault.save(caseId, build).finally(() => {
      busy.value = false;
    });
    problem.value = saved.ok ? null : failureWords(saved.type);
    return saved.ok;
  };
  return { busy: busy.value, problem: problem.value, save };
}
