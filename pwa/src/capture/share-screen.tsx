// What another app handed over, sealed as it came: the gate first, and only then is it kept.
import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { go } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { Share } from "../vault/inbox-port.js";
import type { FileOutcome, SaveFailure } from "../vault/port.js";
import { CoverScreen } from "./cover-screen.js";
import { Gate } from "./gate.js";
import { Outcomes } from "./outcomes.js";
import { canCover, type Picked } from "./picked.js";
import { saveAll, Saving } from "./saving.js";

type Step =
  | { readonly type: "ask" | "kept" | "dropped" }
  | { readonly type: "cover" | "saving"; readonly picked: Picked }
  | { readonly type: "saved"; readonly outcomes: readonly FileOutcome[] };

export function ShareScreen(): JSX.Element {
  const { waiting } = useVault();
  const share = useSignal<Share | null>(null);
  // Held on to: answered, it is gone from those that wait.
  useSignalEffect(() => {
    share.value ??= waiting.value.shares[0] ?? null;
  });
  if (share.value !== null) return <Asked key={share.value.id} share={share.value} />;
  return (
    <Screen title={t("inbox.share_none")}>
      <LinkButton href="#/today">{t("ui.done")}</LinkButton>
    </Screen>
  );
}

function Asked({ share }: { readonly share: Share }): JSX.Element {
  const vault = useVault();
  const step = useSignal<Step>({ type: "ask" });
  const failure = useSignal<SaveFailure["type"] | null>(null);
  const now = step.value;
  const answer = async (given: "keep" | "words" | "drop", then: "kept" | "dropped" | null): Promise<boolean> => {
    const result = await vault.answerShare(share.id, given);
    failure.value = result.ok ? null : result.type;
    if (result.ok && then !== null) step.value = { type: then };
    return result.ok;
  };
  if (now.type === "kept") return <Kept n={share.things} />;
  if (now.type === "dropped") return <Dropped />;
  if (now.type === "cover") return <CoverScreen picked={now.picked} onDone={(picked) => (step.value = { type: "saving", picked })} onCancel={() => (step.value = { type: "ask" })} />;
  if (now.type === "saving") return <Saving picked={now.picked} save={saveAll} onDone={(outcomes) => void coveredSaved(outcomes)} />;
  if (now.type === "saved") return <Outcomes outcomes={now.outcomes} later={null} onLater={() => undefined} onMore={() => go("#/capture")} />;
  const about = <About share={share} failure={failure} />;
  const foot = (
    <Button weight="quiet" onClick={() => void answer("drop", "dropped")}>
      {t("inbox.share_not_mine")}
    </Button>
  );
  if (share.files === 0) return <WordsOnly about={about} foot={foot} onKeep={() => void answer("keep", "kept")} />;
  return <Gate about={about} foot={foot} onClear={() => void answer("keep", "kept")} onCover={vault.phase.value.type === "open" ? () => void cover() : undefined} onStop={() => answer("drop", null)} onAgain={() => go("#/today")} after={t("ui.done")} />;

  async function cover(): Promise<void> {
    const files = await vault.sharedFiles(share.id);
    if (files !== null && canCover(files)) step.value = { type: "cover", picked: { files, via: "share" } };
    else failure.value = "storage";
  }

  /** The uncovered copy goes only once every covered one is on the disk. */
  async function coveredSaved(outcomes: readonly FileOutcome[]): Promise<void> {
    if (outcomes.every(({ result }) => result.ok)) await answer("words", null);
    step.value = { type: "saved", outcomes };
  }
}

interface AboutProps {
  readonly share: Share;
  readonly failure: Signal<SaveFailure["type"] | null>;
}

function About({ share, failure }: AboutProps): JSX.Element {
  const locked = useVault().phase.value.type === "locked";
  return (
    <>
      {failure.value === null ? null : <Notice tone="wrong" live title={failureWords(failure.value)} />}
      <p class="muted">{share.files === 0 ? t("inbox.share_words") : t("capture.chosen", { n: share.files, size: fileSize(share.bytes) })}</p>
      {locked && share.files > 0 ? <p class="muted">{t("inbox.share_cover")}</p> : null}
    </>
  );
}

function WordsOnly({ about, foot, onKeep }: { readonly about: JSX.Element; readonly foot: JSX.Element; readonly onKeep: () => void }): JSX.Element {
  return (
    <Screen key="words" title={t("inbox.share_words_title")}>
      {about}
      <Button wide onClick={onKeep}>
        {t("inbox.share_keep")}
      </Button>
      {foot}
      <LinkButton weight="quiet" href="#/today">
        {t("ui.cancel")}
      </LinkButton>
    </Screen>
  );
}

function Kept({ n }: { readonly n: number }): JSX.Element {
  const locked = useVault().phase.value.type === "locked";
  if (!locked) {
    return (
      <Screen key="kept" title={t("inbox.share_kept")}>
        <p class="lead">{t("capture.saved_here")}</p>
        <LinkButton href="#/record">{t("capture.see_it")}</LinkButton>
      </Screen>
    );
  }
  return (
    <Screen key="kept" title={t("inbox.sealed_title", { n })}>
      <p class="lead">{t("inbox.sealed_lead")}</p>
      <LinkButton href="#/today">{t("ui.done")}</LinkButton>
    </Screen>
  );
}

function Dropped(): JSX.Element {
  return (
    <Screen key="dropped" title={t("inbox.share_dropped")}>
      <p class="lead">{t("inbox.share_dropped_lead")}</p>
      <LinkButton href="#/today">{t("ui.done")}</LinkButton>
    </Screen>
  );
}
