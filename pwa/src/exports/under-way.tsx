// A copy being made or read: a bar, how much of how much, and Cancel.
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Progress } from "../ui/progress.js";
import { Screen } from "../ui/screen.js";

export interface Bytes {
  readonly bytesDone: number;
  readonly bytes: number;
}

interface UnderWayProps {
  readonly title: string;
  readonly note: string;
  readonly progress: Signal<Bytes | null>;
  readonly onCancel: () => void;
}

export function UnderWay({ title, note, progress, onCancel }: UnderWayProps): JSX.Element {
  const { bytesDone = 0, bytes = 0 } = progress.value ?? {};
  const label = bytes === 0 ? t("exports.preparing") : t("exports.amount", { done: fileSize(bytesDone), all: fileSize(bytes) });
  return (
    <Screen key="under-way" title={title}>
      <Progress label={label} value={bytesDone} max={bytes} cancel={{ label: t("ui.cancel"), onCancel }} />
      <p class="muted">{note}</p>
    </Screen>
  );
}
