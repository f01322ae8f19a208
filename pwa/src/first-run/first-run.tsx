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
  const finish = (hash: `#/${string}`): void => {
    void changePrefs({ first_run_done: true }).then(() => go(hash));
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
