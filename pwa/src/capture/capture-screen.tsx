// Adding pictures and files to the record, chosen here, pasted, dropped, or meant to be shared.
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import type { FileOutcome } from "../vault/port.js";
import { arrived } from "./arrivals.js";
import { CaptureSteps, useSteps } from "./capture-steps.js";
import { Outcomes } from "./outcomes.js";
import { saveAll } from "./saving.js";

export function CaptureScreen(): JSX.Element {
  const steps = useSteps<FileOutcome>();
  useSignalEffect(() => {
    const picked = arrived.value;
    // A batch that is being saved is finished first; the next one waits.
    if (picked === null || steps.step.value.type === "saving" || steps.step.value.type === "cover") return;
    arrived.value = null;
    steps.take(picked);
  });
  return <CaptureSteps steps={steps} save={saveAll} outcomes={(outcomes, after) => <Outcomes outcomes={outcomes} {...after} />} />;
}
