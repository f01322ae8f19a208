// The steps that files go through, wherever they end: choose, answer the gate, watch them being saved, read what became of each.
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { CoverScreen } from "./cover-screen.js";
import { Gate, Space } from "./gate.js";
import { PickFiles } from "./pick-files.js";
import { canCover, type Picked, portion } from "./picked.js";
import { ShareTrouble } from "./share-trouble.js";
import { type Save, Saving } from "./saving.js";

export type Step<T> =
  | { readonly type: "pick" }
  | { readonly type: "gate"; readonly picked: Picked }
  | { readonly type: "cover"; readonly picked: Picked }
  | { readonly type: "saving"; readonly picked: Picked }
  | { readonly type: "saved"; readonly outcomes: readonly T[] };

export interface Steps<T> {
  readonly step: Signal<Step<T>>;
  /** What was chosen too, and comes after these. */
  readonly later: Signal<Picked | null>;
  readonly take: (picked: Picked) => void;
}

export function useSteps<T>(): Steps<T> {
  const step = useSignal<Step<T>>({ type: "pick" });
  const later = useSignal<Picked | null>(null);
  const take = (picked: Picked): void => {
    const parts = portion(picked);
    later.value = parts.later.files.length === 0 ? null : parts.later;
    step.value = { type: "gate", picked: parts.now };
  };
  return { step, later, take };
}

/** Where it goes on once these are saved. */
export interface After {
  /** Chosen with these, and not asked about yet. */
  readonly later: Picked | null;
  readonly onLater: (picked: Picked) => void;
  readonly onMore: () => void;
}

interface StepsProps<T> {
  readonly steps: Steps<T>;
  readonly save: Save<T>;
  readonly outcomes: (outcomes: readonly T[], after: After) => JSX.Element;
  readonly back?: Parameters<typeof Screen>[0]["back"];
  /** Above the picker. */
  readonly children?: ComponentChildren;
}

export function CaptureSteps<T>({ steps: { step, later, take }, save, outcomes, back, children }: StepsProps<T>): JSX.Element {
  const now = step.value;
  const again = (): void => {
    later.value = null;
    step.value = { type: "pick" };
  };
  if (now.type === "gate") {
    const { picked } = now;
    const go = (type: "saving" | "cover") => (): void => {
      step.value = { type, picked };
    };
    const about = <About files={picked.files} waiting={later.value?.files.length ?? 0} />;
    return <Gate about={about} onClear={go("saving")} onCover={canCover(picked.files) ? go("cover") : undefined} onAgain={again} after={t("capture.choose_without")} />;
  }
  if (now.type === "cover") return <CoverScreen picked={now.picked} onDone={(picked) => (step.value = { type: "saving", picked })} onCancel={again} />;
  if (now.type === "saving") return <Saving picked={now.picked} save={save} onDone={(done) => (step.value = { type: "saved", outcomes: done })} />;
  if (now.type === "saved") return outcomes(now.outcomes, { later: later.value, onLater: take, onMore: again });
  return (
    <Screen title={t("capture.title")} {...(back === undefined ? {} : { back })}>
      {children}
      <ShareTrouble />
      <PickFiles onPicked={take} />
    </Screen>
  );
}

function About({ files, waiting }: { readonly files: readonly File[]; readonly waiting: number }): JSX.Element {
  return (
    <>
      {waiting === 0 ? null : <Notice tone="info" title={t("capture.portion", { now: files.length, waiting })} />}
      <Space files={files} />
    </>
  );
}
