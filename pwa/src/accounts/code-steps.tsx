// A recovery code just made: kept, then typed back; whoever left in between finds it here again.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { pendingCode } from "../app/pending-code.js";
import { RecoverySheet } from "./recovery-sheet.js";
import { Rehearsal } from "./rehearsal.js";

interface StepsProps {
  readonly code: string;
  readonly onDone: () => void;
}

export function CodeSteps({ code, onDone }: StepsProps): JSX.Element {
  const rehearsing = useSignal(false);
  if (!rehearsing.value) return <RecoverySheet code={code} onNext={() => (rehearsing.value = true)} />;
  const done = (): void => {
    onDone();
    pendingCode.value = null;
  };
  return <Rehearsal onBack={() => (rehearsing.value = false)} onDone={done} />;
}
