// Files on their way into the vault: a bar with a count, and Cancel; what is done stays done.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ensureCase } from "../app/first-case.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Progress } from "../ui/progress.js";
import { Screen } from "../ui/screen.js";
import type { FileOutcome, IntakeProgress, Vault } from "../vault/port.js";
import type { Picked } from "./picked.js";

interface SavingProps {
  readonly picked: Picked;
  readonly onDone: (outcomes: readonly FileOutcome[]) => void;
}

async function saveAll(vault: Vault, { files, via, covered }: Picked, signal: AbortSignal, onProgress: (p: IntakeProgress) => void): Promise<readonly FileOutcome[]> {
  const made = await ensureCase(vault);
  if (made.ok) return vault.addFiles(made.value, files, via, { signal, onProgress, ...(covered === undefined ? {} : { covered }) });
  const type = made.type === "full" ? "full" : "storage";
  return files.map(({ name }) => ({ name, result: { ok: false, type } }));
}

export function Saving({ picked, onDone }: SavingProps): JSX.Element {
  const vault = useVault();
  const stop = useRef(new AbortController());
  const progress = useSignal<IntakeProgress | null>(null);
  // Not after the paint: the files are on their way before the bar is seen.
  useLayoutEffect(() => {
    void saveAll(vault, picked, stop.current.signal, (now) => (progress.value = now)).then(onDone);
  }, []);
  const { filesDone = 0, bytesDone = 0, bytes = 1 } = progress.value ?? {};
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
