// One thing of the record, whatever it is.
import type { JSX } from "preact";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Screen } from "../ui/screen.js";
import { ContactDetail } from "./contact-detail.js";
import { ExhibitDetail } from "./exhibit-detail.js";
import { NoteDetail } from "./note-detail.js";
import { NumberDetail } from "./number-detail.js";
import { OutcomeDetail } from "./outcome-detail.js";

export function ItemScreen({ id, query }: ScreenProps): JSX.Element {
  const state = useVault().current.value;
  const key = id ?? "";
  const exhibit = state?.exhibits.get(key);
  const contact = state?.contacts.get(key);
  const number = state?.numbers.get(key);
  const outcome = state?.outcomes.get(key);
  const note = state?.notes.get(key);
  if (state !== null && exhibit !== undefined) return <ExhibitDetail exhibit={exhibit} state={state} />;
  if (state !== null && contact !== undefined) return <ContactDetail contact={contact} state={state} justSaved={query.has("saved")} />;
  if (state !== null && number !== undefined) return <NumberDetail number={number} state={state} />;
  if (state !== null && outcome !== undefined) return <OutcomeDetail outcome={outcome} state={state} />;
  if (state !== null && note !== undefined) return <NoteDetail note={note} state={state} />;
  return (
    <Screen title={t("record.missing_title")} back={{ href: "#/record", label: t("record.title") }}>
      <p>{t("record.missing")}</p>
    </Screen>
  );
}
