// Gives room back to this phone: only what the account confirms to have leaves, with a count and a way to stop.
import { useSignal } from "@preact/signals";
import { CloudCheck } from "lucide";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Progress } from "../ui/progress.js";
import type { Amount, BlobVault } from "../vault/blob-port.js";

type Outcome = Awaited<ReturnType<BlobVault["freeSpace"]>>;

function Said({ outcome }: { readonly outcome: Outcome }): JSX.Element {
  if (!outcome.ok) return <Notice tone="wrong" live title={outcome.type === "offline" ? t("settings.space.free_offline") : t("settings.space.free_server")} />;
  const { count, bytes, unconfirmed } = outcome.value;
  return (
    <Notice tone="done" live title={t("settings.space.freed", { n: count, size: fileSize(bytes) })}>
      {unconfirmed === 0 ? null : <p>{t("settings.space.unconfirmed", { n: unconfirmed })}</p>}
    </Notice>
  );
}

export function FreeSpace({ copies, onDone }: { readonly copies: Amount; readonly onDone: () => void }): JSX.Element {
  const vault = useVault();
  const progress = useSignal<{ readonly done: Amount; readonly all: Amount } | null>(null);
  const outcome = useSignal<Outcome | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const free = async (): Promise<void> => {
    stop.current = new AbortController();
    outcome.value = null;
    progress.value = { done: { count: 0, bytes: 0 }, all: copies };
    outcome.value = await vault.freeSpace({ signal: stop.current.signal, onProgress: (done, all) => (progress.value = { done, all }) });
    progress.value = null;
    onDone();
  };
  return (
    <Card title={t("settings.space.free")}>
      <p>{t("settings.space.free_body")}</p>
      {outcome.value === null ? null : <Said outcome={outcome.value} />}
      {progress.value !== null ? (
        <Progress
          label={t("settings.space.freeing", { done: progress.value.done.count, all: progress.value.all.count })}
          value={progress.value.done.count}
          max={progress.value.all.count}
          cancel={{ label: t("ui.cancel"), onCancel: () => stop.current.abort() }}
        />
      ) : copies.count === 0 ? (
        <p class="muted">{t("settings.space.nothing")}</p>
      ) : (
        <Button weight="secondary" icon={CloudCheck} onClick={() => void free()}>
          {t("settings.space.free_action", { size: fileSize(copies.bytes) })}
        </Button>
      )}
    </Card>
  );
}
