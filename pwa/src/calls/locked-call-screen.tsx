// The app restarted locked while a call goes on: the general words, and notes that can be written but not read back before the unlock.
import { PhoneOff } from "lucide";
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Keeper } from "../app/keeper.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import type { Ms } from "../domain/records.js";
import { WithGuides } from "../guidance/with-guides.js";
import { clockTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { TextArea } from "../ui/field.js";
import { useField } from "../ui/field-state.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { SaveFailure } from "../vault/port.js";
import { useOnTheLine } from "./on-the-line.js";
import { CallWords } from "./script-card.js";
import { Timer } from "./timer.js";

export function LockedCallScreen(): JSX.Element {
  const vault = useVault();
  const [since] = useState(() => vault.waiting.peek().call?.started ?? Date.now());
  const entry = useSignal(0);
  const failure = useSignal<SaveFailure["type"] | null>(null);
  useOnTheLine(since);
  const hangUp = async (): Promise<void> => {
    const said = await vault.sealCallNote(vault.newThing(), t("calls.hung_up"));
    if (said.ok) await vault.leaveCall();
    else failure.value = said.type;
  };
  return (
    <Screen title={t("calls.on_title")}>
      <p class="call-clock">
        <Timer since={since} /> {t("calls.since", { time: clockTime(since) })}
      </p>
      {failure.value === null ? null : <Notice tone="wrong" live title={failureWords(failure.value)} />}
      <WithGuides>{(book) => <CallWords book={book} rung="complaint_taker" service="" />}</WithGuides>
      <SealedNote key={entry.value} failure={failure} onNext={() => (entry.value += 1)} />
      {entry.value === 0 ? null : <p role="status">{t("calls.locked_notes", { n: entry.value })}</p>}
      <Button wide icon={PhoneOff} onClick={() => void hangUp()}>
        {t("calls.hung_up")}
      </Button>
      <LinkButton weight="secondary" wide href="#/unlock">
        {t("accounts.unlock")}
      </LinkButton>
    </Screen>
  );
}

interface NoteProps {
  readonly failure: Signal<SaveFailure["type"] | null>;
  readonly onNext: () => void;
}

/** Sealed at every key, under one id; the next one begins empty. */
function SealedNote({ failure, onNext }: NoteProps): JSX.Element {
  const vault = useVault();
  const text = useField();
  const saved = useSignal<Ms | null>(null);
  const [keeper] = useState(() => {
    const id = vault.newThing();
    const told = (type: SaveFailure["type"] | null): void => {
      failure.value = type;
      if (type === null) saved.value = Date.now();
    };
    return new Keeper<{ readonly text: string }>(({ text: words = "" }) => vault.sealCallNote(id, words), told);
  });
  const next = async (): Promise<void> => {
    if (text.value.value.trim() !== "" && (await keeper.settled())) onNext();
  };
  return (
    <>
      <TextArea field={text} label={t("calls.notes")} hint={t("calls.locked_hint")} onInput={() => keeper.keep({ text: text.value.value })} />
      <p role="status" class="muted">
        {saved.value === null ? null : t("inbox.note_sealed", { time: clockTime(saved.value) })}
      </p>
      <Button weight="secondary" wide onClick={() => void next()}>
        {t("calls.locked_next")}
      </Button>
    </>
  );
}
