// The question asked before anything is stored: could this show a sexual image of someone under 18.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { background } from "../store/failure.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { WordsInstead } from "./words-instead.js";

interface GateProps {
  /** How much it is. */
  readonly about: ComponentChildren;
  readonly onClear: () => void;
  /** Where there is something that can be covered. */
  readonly onCover?: (() => void) | undefined;
  /** "Yes" and "not sure": nothing of it is kept. False when what is kept already could not be dropped. */
  readonly onStop?: () => Promise<boolean>;
  /** The way back, and what it is called after a "yes". */
  readonly onAgain: () => void;
  readonly after: string;
  readonly foot?: ComponentChildren;
}

export function Gate({ about, onClear, onCover, onStop = () => Promise.resolve(true), onAgain, after, foot }: GateProps): JSX.Element {
  const stopped = useSignal(false);
  const busy = useSignal(false);
  const stop = (): void => {
    busy.value = true;
    const answered = onStop().then((gone) => (stopped.value = gone));
    background(answered.finally(() => (busy.value = false)));
  };
  if (stopped.value) return <Stopped after={after} onAgain={onAgain} />;
  return (
    <Screen key="gate" title={t("capture.gate_title")}>
      <p class="lead">{t("capture.gate_body")}</p>
      {about}
      <div class="stack">
        <Button wide busy={busy.value} onClick={onClear}>
          {t("capture.gate_no")}
        </Button>
        {onCover === undefined ? null : (
          <Button weight="secondary" wide busy={busy.value} onClick={onCover}>
            {t("capture.gate_cover")}
          </Button>
        )}
        <Button weight="secondary" wide busy={busy.value} onClick={stop}>
          {t("capture.gate_yes")}
        </Button>
        <Button weight="secondary" wide busy={busy.value} onClick={stop}>
          {t("capture.gate_unsure")}
        </Button>
      </div>
      <p class="muted">{t("capture.gate_why")}</p>
      {foot}
      <Button weight="quiet" onClick={onAgain}>
        {t("ui.cancel")}
      </Button>
    </Screen>
  );
}

/** What it needs, and what is free, when the browser says. */
export function Space({ files }: { readonly files: readonly File[] }): JSX.Element {
  const vault = useVault();
  const free = useSignal<number | null>(null);
  useEffect(() => {
    void vault.room().then((room) => (free.value = room?.freeBytes ?? null));
  }, [vault]);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const needed = t("capture.chosen", { n: files.length, size: fileSize(bytes) });
  if (free.value !== null && free.value < bytes) {
    return (
      <Notice tone="due" title={t("capture.no_room")}>
        <p>{t("capture.no_room_way", { needed: fileSize(bytes), free: fileSize(free.value) })}</p>
      </Notice>
    );
  }
  return <p class="muted">{free.value === null ? needed : `${needed} ${t("capture.free", { size: fileSize(free.value) })}`}</p>;
}

function Stopped({ after, onAgain }: { readonly after: string; readonly onAgain: () => void }): JSX.Element {
  return (
    <Screen key="stopped" title={t("capture.stopped_title")}>
      <p class="lead">{t("capture.stopped_body")}</p>
      <ul class="plain-list">
        <li>{t("capture.stopped_leave")}</li>
        <li>{t("capture.stopped_describe")}</li>
      </ul>
      <WordsInstead wide label={t("capture.describe_it")} />
      <Button weight="secondary" wide onClick={onAgain}>
        {after}
      </Button>
    </Screen>
  );
}
