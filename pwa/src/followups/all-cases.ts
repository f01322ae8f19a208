// Follow-ups of every case, for lists in one place.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";

/** The case on screen first; anew whenever that one changes. */
export function useAllCases(): readonly CaseState[] {
  const vault = useVault();
  const states = useSignal<readonly CaseState[]>([]);
  const current = vault.current.value;
  useEffect(() => {
    let wanted = true;
    void vault.allCases().then((found) => {
      if (wanted) states.value = found;
    });
    return () => {
      wanted = false;
    };
  }, [current]);
  return states.value;
}
