// The note editor: saved at every pause and on every way out, and it says so.
import type { JSX } from "preact";
import type { ScreenProps } from "../app/screen-table.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { clockTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { TextArea } from "../ui/field.js";
import { useField } from "../ui/field-state.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { useAutosave } from "./autosave.js";

export function NoteScreen({ id }: ScreenProps): JSX.Element {
  const existing = id === null || id === "new" ? null : id;
  const before = useVault().current.value?.notes.get(existing ?? "");
  const text = useField(before?.text ?? "");
  const { state, changed } = useAutosave(existing, text.value);
  return (
    <Screen title={existing === null ? t("capture.note_title") : t("capture.note_edit_title")}>
      <TextArea field={text} label={t("capture.note_label")} hint={t("capture.note_tip")} rows={10} onInput={changed} />
      <p role="status" class="muted">
        {state.type === "saved" ? t("capture.note_saved", { time: clockTime(state.at) }) : null}
        {state.type === "typing" ? t("capture.note_saving") : null}
      </p>
      {state.type === "failed" ? (
        <Notice tone="wrong" live title={failureWords(state.failure)}>
          <p>{t("capture.note_failed")}</p>
        </Notice>
      ) : null}
      <LinkButton href="#/record">{t("ui.done")}</LinkButton>
    </Screen>
  );
}
