// The first minute: danger first, then who this is about, then the rules, then one thing to do.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { changePrefs, prefs } from "../app/preferences.js";
import { go } from "../app/route.js";
import { DangerStep } from "./danger-step.js";
import { RulesStep } from "./rules-step.js";
import { SaveProofSteps } from "./save-proof-steps.js";

type Step = "danger" | "rules" | "save";

export function FirstRun(): JSX.Element {
  const step = useSignal<Step>("danger");
  // On the way before it is noted: a late arrival would take away the place that someone has gone to meanwhile.
  const finish = (hash: `#/${string}`): void => {
    go(hash);
    void changePrefs({ first_run_done: true });
  };
  if (step.value === "save") return <SaveProofSteps onBack={() => (step.value = "rules")} onDone={finish} />;
  if (step.value === "rules") {
    return <RulesStep audience={prefs.value.audience ?? "child"} onBack={() => (step.value = "danger")} onSave={() => (step.value = "save")} onDone={finish} />;
  }
  return (
    <DangerStep
      onAudience={(audience) => void changePrefs({ audience }).then(() => (step.value = "rules"))}
      onSkip={() => finish("#/today")}
    />
  );
}
