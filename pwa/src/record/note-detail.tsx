// One note: its words now, its earlier versions, and removal that can be undone.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { setNote } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import type { Note } from "../domain/note.js";
import { recordedTime } from "../app/recorded-time.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { EarlierVersions } from "./earlier-versions.js";
import { HappenedField } from "./happened-field.js";
import { Linked } from "./linked.js";
import { Remove } from "../app/remove.js";
import { useSaving } from "../app/use-saving.js";

export function NoteDetail({ note, state }: { readonly note: Note; readonly state: CaseState }): JSX.Element {
  const vault = useVault();
  const saving = useSaving(state.id);
  return (
    <Screen title={t("record.note_title")} back={{ href: "#/record", label: t("record.title") }}>
      {saving.problem === null ? null : <Notice tone="wrong" live title={saving.problem} />}
      {note.removed ? (
        <Notice tone="info" live title={t("record.note_removed")}>
          <Button weight="secondary" onClick={() => void saving.save((stamp) => setNote(stamp, note.id, { removed: false }))}>
            {t("ui.undo")}
          </Button>
        </Notice>
      ) : (
        <>
          <div class="card verbatim">{note.text}</div>
          <p class="muted">{t("record.note_times", { created: recordedTime(note.saves[0]), edited: recordedTime(note.saves[1]) })}</p>
          <div class="actions">
            <LinkButton weight="secondary" href={`#/notes/${note.id}`}>
              {t("record.note_edit")}
            </LinkButton>
          </div>
          <HappenedField value={note.happened} saving={saving} onSave={(happened) => saving.save((stamp) => setNote(stamp, note.id, { happened }))} />
          <Linked state={state} id={note.id} />
          <EarlierVersions versions={note.versions} />
          <Remove
            state={state}
            id={note.id}
            name={t("record.note")}
            meaning={t("record.remove.meaning.note")}
            remove={() => vault.save(state.id, (stamp) => setNote(stamp, note.id, { removed: true }))}
          />
        </>
      )}
    </Screen>
  );
}
