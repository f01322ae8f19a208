// The question asked before anything is stored: could this show a sexual image of someone under 18.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { Picked } from "./picked.js";

interface GateProps {
  readonly picked: Picked;
  /** Files that were chosen too, and come after these. */
  readonly waiting: number;
  readonly onClear: () => void;
  readonly onCover: () => void;
  readonly onAgain: () => void;
}

export function Gate({ picked, waiting, onClear, onCover, onAgain }: GateProps): JSX.Element {
  const stopped = useSignal(false);
  if (stopped.value) return <Stopped onAgain={onAgain} />;
  return (
    <Screen key="gate" title={t("capture.gate_title")}>
      <p class="lead">{t("capture.gate_body")}</p>
      {waiting === 0 ? null : <Notice tone="info" title={t("capture.portion", { now: picked.files.length, waiting })} />}
      <Space files={picked.files} />
      <div class="stack">
        <Button wide onClick={onClear}>
          {t("capture.gate_no")}
        </Button>
        {picked.files.some(({ type }) => type.startsWith("image/")) ? (
          <Button weight="secondary" wide onClick={onCover}>
            {t("capture.gate_cover")}
          </Button>
        ) : null}
        <Button weight="secondary" wide onClick={() => (stopped.value = true)}>
          {t("capture.gate_yes")}
        </Button>
        <Button weight="secondary" wide onClick={() => (stopped.value = true)}>
          {t("capture.gate_unsure")}
        </Button>
      </div>
      <p class="muted">{t("capture.gate_why")}</p>
      <Button weight="quiet" onClick={onAgain}>
        {t("ui.cancel")}
      </Button>
    </Screen>
  );
}

/** What it needs, and what is free, when the browser says. */
function Space({ files }: { readonly files: readonly File[] }): JSX.Element {
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

function Stopped({ onAgain }: { readonly onAgain: () => void }): JSX.Element {
  return (
    <Screen key="stopped" title={t("capture.stopped_title")}>
      <p class="lead">{t("capture.stopped_body")}</p>
      <ul class="plain-list">
        <li>{t("capture.stopped_leave")}</li>
        <li>{t("capture.stopped_describe")}</li>
      </ul>
      <LinkButton href="#/capture/describe" wide>
        {t("capture.describe_it")}
      </LinkButton>
      <Button weight="secondary" wide onClick={onAgain}>
        {t("capture.choose_without")}
      </Button>
    </Screen>
  );
}
