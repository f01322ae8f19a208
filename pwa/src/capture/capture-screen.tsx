// Adding pictures and files: choose, answer the gate, watch them being saved, read what became of each.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { ScreenProps } from "../app/screen.js";
import type { Via } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { FileOutcome } from "../vault/port.js";
import { Gate } from "./gate.js";
import { Outcomes } from "./outcomes.js";
import { PickFiles } from "./pick-files.js";
import { Saving } from "./saving.js";

export interface Picked {
  readonly files: readonly File[];
  readonly via: Via;
}

type Step =
  | { readonly type: "pick" }
  | { readonly type: "gate"; readonly picked: Picked }
  | { readonly type: "saving"; readonly picked: Picked }
  | { readonly type: "saved"; readonly outcomes: readonly FileOutcome[] };

export function CaptureScreen({ id }: ScreenProps): JSX.Element {
  const step = useSignal<Step>({ type: "pick" });
  const now = step.value;
  const again = (): void => {
    step.value = { type: "pick" };
  };
  if (now.type === "gate") {
    return <Gate picked={now.picked} onClear={() => (step.value = { type: "saving", picked: now.picked })} onAgain={again} />;
  }
  if (now.type === "saving") return <Saving picked={now.picked} onDone={(outcomes) => (step.value = { type: "saved", outcomes })} />;
  if (now.type === "saved") return <Outcomes outcomes={now.outcomes} onMore={again} />;
  return (
    <Screen title={t("capture.title")}>
      {id === "share-missed" ? <Notice tone="due" title={t("capture.share_missed")} /> : null}
      <PickFiles onPicked={(picked) => (step.value = { type: "gate", picked })} />
    </Screen>
  );
}
