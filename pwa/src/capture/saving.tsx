// Files on their way into the vault: a bar with a count, and Cancel; what is done stays done.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ensureCase } from "../app/first-case.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Progress } from "../ui/progress.js";
import { Screen } from "../ui/screen.js";
import type { SealedOutcome } from "../vault/inbox-port.js";
import type { FileOutcome, IntakeProgress, Vault } from "../vault/port.js";
import type { Picked } from "./picked.js";

/** Where the files go: into the record, or sealed beside it. */
export type Save<T> = (vault: Vault, picked: Picked, watch: Pick<IntakeWatch, "signal" | "onProgress">) => Promise<readonly T[]>;
type IntakeWatch = Parameters<Vault["addFiles"]>[3];

interface SavingProps<T> {
  readonly picked: Picked;
  readonly save: Save<T>;
  readonly onDone: (outcomes: readonly T[]) => void;
}

function covering({ covered }: Picked): Pick<IntakeWatch, "covered"> {
  return covered === undefined ? {} : { covered };
}

export const sealAll: Save<SealedOutcome> = (vault, picked, watch) => vault.sealFiles(picked.files, picked.via, { ...watch, ...covering(picked) });

export const saveAll: Save<FileOutcome> = async (vault, picked, watch) => {
  const { files, via } = picked;
  const made = await ensureCase(vault);
  if (made.ok) return vault.addFiles(made.value, files, via, { ...watch, ...covering(picked) });
  const type = made.type === "full" ? "full" : "storage";
  return files.map(({ name }) => ({ name, result: { ok: false, type } }));
};

/** Often enough for an eye; a bar that is drawn anew with every slice would take time from what it tells of. */
const SHOWN_EVERY_MS = 150;

function useProgress(): readonly [IntakeProgress | null, (now: IntakeProgress) => void] {
  const progress = useSignal<IntakeProgress | null>(null);
  const shown = useRef(-SHOWN_EVERY_MS);
  const show = (now: IntakeProgress): void => {
    const at = performance.now();
    if (at - shown.current < SHOWN_EVERY_MS) return;
    shown.current = at;
    progress.value = now;
  };
  return [progress.value, show];
}

export function Saving<T>({ picked, save, onDone }: SavingProps<T>): JSX.Element {
  const vault = useVault();
  const stop = useRef(new AbortController());
  const [progress, show] = useProgress();
  // Not after the paint: the files are on their way before the bar is seen.
  useLayoutEffect(() => {
    void save(vault, picked, { signal: stop.current.signal, onProgress: show }).then(onDone);
  }, []);
  const { filesDone = 0, bytesDone = 0, bytes = 1 } = progress ?? {};
  const count = Math.min(filesDone + 1, picked.files.length);
  return (
    <Screen key="saving" title={t("capture.saving_title")}>
      <Progress
        label={t("capture.saving_count", { count, total: picked.files.length })}
        value={bytesDone}
        max={bytes}
        cancel={{ label: t("ui.cancel"), onCancel: () => stop.current.abort() }}
      />
      <p class="muted">{t("capture.saving_note")}</p>
    </Screen>
  );
}
