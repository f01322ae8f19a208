// The note editor: saved at every pause and on every way out, and it says so.
import type { JSX } from "preact";
import type { ScreenProps } from "../app/screen.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import type { Id } from "../domain/records.js";
import { clockTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { TextArea } from "../ui/field.js";
import { type FieldState, useField } from "../ui/field-state.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { noteInRecord, noteWhileLocked, type SaveState, useAutosave } from "./autosave.js";

export function NoteScreen({ id }: ScreenProps): JSX.Element {
  const notes = useVault().current.value?.notes;
  if (id === null || id === "new") return <Editor existing={null} before="" />;
  const note = notes?.get(id);
  // An editor over a note that is not here would write over words it never showed.
  if (note === undefined) return <MissingNote />;
  return <Editor existing={id} before={note.text} />;
}

/** Written while the vault is locked: left, it can be read again only after an unlock. */
export function LockedNoteScreen(): JSX.Element {
  const text = useField();
  const { state, changed } = useAutosave(null, text.value, noteWhileLocked);
  return (
    <Screen title={t("capture.note_title")} back={{ href: "#/today", label: t("ui.back") }}>
      <Notice tone="info" title={t("inbox.write_only")} />
      <NoteField text={text} state={state} saved={state.type === "saved" ? t("inbox.note_sealed", { time: clockTime(state.at) }) : null} changed={changed} />
      <LinkButton href="#/today">{t("ui.done")}</LinkButton>
    </Screen>
  );
}

function MissingNote(): JSX.Element {
  return (
    <Screen title={t("record.missing_title")} back={{ href: "#/record", label: t("record.title") }}>
      <p>{t("record.missing")}</p>
    </Screen>
  );
}

interface EditorProps {
  readonly existing: Id | null;
  readonly before: string;
}

function Editor({ existing, before }: EditorProps): JSX.Element {
  const text = useField(before);
  const { state, changed } = useAutosave(existing, text.value, noteInRecord);
  return (
    <Screen title={existing === null ? t("capture.note_title") : t("capture.note_edit_title")}>
      <NoteField text={text} state={state} saved={state.type === "saved" ? t("capture.note_saved", { time: clockTime(state.at) }) : null} changed={changed} />
      <LinkButton href="#/record">{t("ui.done")}</LinkButton>
    </Screen>
  );
}

interface NoteFieldProps {
  readonly text: FieldState;
  readonly state: SaveState;
  readonly saved: string | null;
  readonly changed: () => void;
}

function NoteField({ text, state, saved, changed }: NoteFieldProps): JSX.Element {
  return (
    <>
      <TextArea field={text} label={t("capture.note_label")} hint={t("capture.note_tip")} rows={10} onInput={changed} />
      <p role="status" class="muted">
        {saved}
        {state.type === "typing" ? t("capture.note_saving") : null}
      </p>
      {state.type === "failed" ? (
        <Notice tone="wrong" live title={failureWords(state.failure)}>
          <p>{t("capture.note_failed")}</p>
        </Notice>
      ) : null}
    </>
  );
}
