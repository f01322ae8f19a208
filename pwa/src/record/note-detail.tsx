// One note: its words now, its earlier versions, and removal that can be undone.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { setNote } from "../domain/build.js";
import type { Note } from "../domain/note.js";
import type { Id } from "../domain/records.js";
import { exactTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";

export function NoteDetail({ note, caseId }: { readonly note: Note; readonly caseId: Id }): JSX.Element {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  const setRemoved = async (removed: boolean): Promise<void> => {
    const saved = await vault.save(caseId, (stamp) => setNote(stamp, note.id, { removed }));
    problem.value = saved.ok ? null : failureWords(saved.type);
  };
  return (
    <Screen title={t("record.note_title")} back={{ href: "#/record", label: t("record.title") }}>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      {note.removed ? (
        <Notice tone="info" live title={t("record.note_removed")}>
          <Button weight="secondary" onClick={() => void setRemoved(false)}>
            {t("ui.undo")}
          </Button>
        </Notice>
      ) : (
        <>
          <div class="card verbatim">{note.text}</div>
          <p class="muted">{t("record.note_times", { created: exactTime(note.created), edited: exactTime(note.edited) })}</p>
          <div class="actions">
            <LinkButton weight="secondary" href={`#/notes/${note.id}`}>
              {t("record.note_edit")}
            </LinkButton>
            <Button weight="quiet" onClick={() => void setRemoved(true)}>
              {t("record.note_remove")}
            </Button>
          </div>
          <Earlier note={note} />
        </>
      )}
    </Screen>
  );
}

function Earlier({ note }: { readonly note: Note }): JSX.Element | null {
  const earlier = note.versions.slice(0, -1).toReversed();
  if (earlier.length === 0) return null;
  return (
    <Disclosure summary={t("record.earlier", { n: earlier.length })}>
      {earlier.map((version) => (
        <div class="stack" key={`${version.device}${String(version.at)}${version.value}`}>
          <p class="muted">{exactTime(version.at, version.tz)}</p>
          <div class="card verbatim">{version.value}</div>
        </div>
      ))}
    </Disclosure>
  );
}
