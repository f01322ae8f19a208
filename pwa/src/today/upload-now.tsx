// Pictures that wait for a word from the person, and those on their way since it came.
import { Upload } from "lucide";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Progress } from "../ui/progress.js";

export function UploadNow(): JSX.Element | null {
  const vault = useVault();
  const { held, sending } = vault.pictures.value;
  if (sending !== null) {
    const { done, all } = sending;
    return (
      <Progress
        label={t("today.sync.sending", { done: done.count, all: all.count, sent: fileSize(done.bytes), size: fileSize(all.bytes) })}
        value={done.bytes}
        max={all.bytes}
        cancel={{ label: t("ui.cancel"), onCancel: () => vault.holdPictures() }}
      />
    );
  }
  if (held.count === 0 || vault.login.value === null) return null;
  return (
    <>
      <p>{t("today.sync.held", { n: held.count })}</p>
      <Button icon={Upload} onClick={() => vault.sendPictures()}>
        {t("today.sync.upload_now", { size: fileSize(held.bytes) })}
      </Button>
    </>
  );
}
