// Adding pictures and files: choose, answer the gate, watch them being saved, read what became of each.
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import type { ScreenProps } from "../app/screen.js";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { FileOutcome } from "../vault/port.js";
import { arrived } from "./arrivals.js";
import { CoverScreen } from "./cover-screen.js";
import { Gate } from "./gate.js";
import { Outcomes } from "./outcomes.js";
import { PickFiles } from "./pick-files.js";
import { type Picked, portion } from "./picked.js";
import { Saving } from "./saving.js";

type Step =
  | { readonly type: "pick" }
  | { readonly type: "gate"; readonly picked: Picked }
  | { readonly type: "cover"; readonly picked: Picked }
  | { readonly type: "saving"; readonly picked: Picked }
  | { readonly type: "saved"; readonly outcomes: readonly FileOutcome[] };

export function CaptureScreen({ id }: ScreenProps): JSX.Element {
  const step = useSignal<Step>({ type: "pick" });
  const later = useSignal<Picked | null>(null);
  const now = step.value;
  const again = (): void => {
    later.value = null;
    step.value = { type: "pick" };
  };
  const take = (picked: Picked): void => {
    const parts = portion(picked);
    later.value = parts.later.files.length === 0 ? null : parts.later;
    step.value = { type: "gate", picked: parts.now };
  };
  useSignalEffect(() => {
    const picked = arrived.value;
    // A batch that is being saved is finished first; the next one waits.
    if (picked === null || step.value.type === "saving" || step.value.type === "cover") return;
    arrived.value = null;
    take(picked);
  });
  if (now.type === "gate") {
    const go = (type: "saving" | "cover") => () => (step.value = { type, picked: now.picked });
    return <Gate picked={now.picked} waiting={later.value?.files.length ?? 0} onClear={go("saving")} onCover={go("cover")} onAgain={again} />;
  }
  if (now.type === "cover") return <CoverScreen picked={now.picked} onDone={(picked) => (step.value = { type: "saving", picked })} onCancel={again} />;
  if (now.type === "saving") return <Saving picked={now.picked} onDone={(outcomes) => (step.value = { type: "saved", outcomes })} />;
  if (now.type === "saved") return <Outcomes outcomes={now.outcomes} later={later.value} onLater={take} onMore={again} />;
  return (
    <Screen title={t("capture.title")}>
      {id === "share-missed" ? <Notice tone="due" title={t("capture.share_missed")} /> : null}
      <PickFiles onPicked={take} />
    </Screen>
  );
}
