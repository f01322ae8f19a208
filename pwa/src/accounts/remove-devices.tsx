// What removing a device means, in words, before it happens.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Sheet } from "../ui/sheet.js";
import type { DeviceView } from "../vault/keys-port.js";

interface RemoveProps {
  readonly devices: readonly DeviceView[];
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

const MEANS = ["reads_nothing", "keeps_old", "not_erased", "others_asked", "passphrase_too"] as const;

export function RemoveDevices({ devices, onClose, onDone }: RemoveProps): JSX.Element {
  const vault = useVault();
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const [first] = devices;
  const title = devices.length === 1 && first !== undefined ? t("accounts.devices.remove_title", { letter: first.letter }) : t("accounts.devices.remove_others");
  const remove = async (): Promise<void> => {
    busy.value = true;
    problem.value = null;
    const done = await vault.revokeDevices(devices.map(({ id }) => id)).finally(() => (busy.value = false));
    if (!done.ok) {
      problem.value = t(`accounts.keys_failed.${done.type}`);
      return;
    }
    onClose();
    await onDone();
  };
  return (
    <Sheet title={title} closeLabel={t("ui.cancel")} onClose={onClose}>
      <ul class="plain-list">
        {MEANS.map((means) => (
          <li key={means}>{t(`accounts.devices.means.${means}`)}</li>
        ))}
      </ul>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <Button wide busy={busy.value} onClick={() => void remove()}>
        {t("accounts.devices.remove")}
      </Button>
      <p role="status" class="muted">
        {busy.value ? t("accounts.devices.renewing") : null}
      </p>
    </Sheet>
  );
}
