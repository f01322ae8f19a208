// Call mode: on the line, one hand free. The script is big, a tap logs, and every key is kept as it is pressed.
import { PhoneOff } from "lucide";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { failureWords } from "../app/save-failure.js";
import { additionsOf } from "../domain/amended.js";
import { type Call, dialledAt, farAway } from "../domain/call.js";
import type { CaseState } from "../domain/fold.js";
import { readAloud } from "../domain/numbers.js";
import { type Role, ROLES } from "../domain/records.js";
import { WithGuides } from "../guidance/with-guides.js";
import { clockTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { TextArea, TextField } from "../ui/field.js";
import { type FieldState, makeField } from "../ui/field-state.js";
import { Notice } from "../ui/notice.js";
import { ReadBack } from "../ui/read-back.js";
import { Screen } from "../ui/screen.js";
import { Select } from "../ui/select.js";
import { Chips } from "./chips.js";
import { useOnTheLine } from "./on-the-line.js";
import { PromiseFields } from "./promise.js";
import { CallWords } from "./script-card.js";
import { scriptRung } from "./script-rung.js";
import { Timer } from "./timer.js";
import { type HeldCall, useCall } from "./use-call.js";

type CallTexts = Readonly<Record<"name" | "rank" | "badge" | "said" | "file_number" | "role" | "day" | "hour", FieldState>>;

function fieldsOf(call: Call): CallTexts {
  const field = (name: keyof CallTexts, value: string): FieldState => makeField(`on-call-${name}`, value);
  return {
    name: field("name", call.name),
    rank: field("rank", call.rank),
    badge: field("badge", call.badge),
    said: field("said", call.said),
    file_number: field("file_number", call.file_number),
    role: field("role", call.role),
    day: field("day", call.promised?.slice(0, 10) ?? ""),
    hour: field("hour", call.promised?.slice(11) ?? ""),
  };
}

interface ModeProps {
  readonly call: Call;
  readonly state: CaseState;
}

export function CallMode({ call, state }: ModeProps): JSX.Element {
  const held = useCall(state.id, call.id);
  const [fields] = useState(() => fieldsOf(call));
  const marks = useSignal(call.marks);
  const busy = useSignal(false);
  const since = dialledAt(call, (id) => state.contacts.get(id)?.body);
  useOnTheLine(since);
  const once = (act: () => Promise<void>) => (): void => {
    if (busy.value) return;
    busy.value = true;
    void act().finally(() => (busy.value = false));
  };
  const undo = async (): Promise<void> => {
    await held.notRefused();
    fields.role.value.value = state.contacts.get(call.after ?? "")?.body.role ?? call.role;
  };
  const { failure } = held;
  return (
    <Screen title={call.service === "" ? t("calls.on_title") : t("calls.on_title_with", { service: call.service })}>
      <p class="call-clock">
        <Timer since={since} /> {t("calls.since", { time: clockTime(since) })}
      </p>
      {failure.value === null ? null : <Notice tone="wrong" live title={failureWords(failure.value)} />}
      {call.after === null ? null : <Climbed onUndo={once(undo)} call={call} state={state} />}
      <Select
        field={fields.role}
        label={t("calls.talking_to")}
        options={ROLES.map((role) => ({ value: role, label: t(`calls.role.${role}`) }))}
        onChange={(role) => held.keep({ role: role as Role })}
      />
      <WithGuides>{(book) => <CallWords book={book} rung={scriptRung(call, state)} service={call.service} far={farAway(call.marks, 0).length > 0} />}</WithGuides>
      <Chips call={call} marks={marks} held={held} onNo={once(held.theySaidNo)} />
      <Asked fields={fields} held={held} codes={marks.value.map(({ code }) => code)} />
      <TextField field={fields.name} label={t("calls.name")} hint={t("calls.name_hint")} spellcheck onInput={() => held.keep({ name: fields.name.value.value })} />
      <div class="pair">
        <TextField field={fields.rank} label={t("calls.rank")} spellcheck onInput={() => held.keep({ rank: fields.rank.value.value })} />
        <TextField field={fields.badge} label={t("calls.badge")} onInput={() => held.keep({ badge: fields.badge.value.value })} />
      </div>
      <TextArea field={fields.said} label={t("calls.notes")} hint={t("calls.notes_hint")} onInput={() => held.keep({ said: fields.said.value.value })} />
      <SealedNotes call={call} state={state} />
      <Button wide icon={PhoneOff} busy={busy.value} onClick={once(held.hangUp)}>
        {t("calls.hung_up")}
      </Button>
    </Screen>
  );
}

/** What a tapped chip asks for: the file number, read back, or the day that they named. */
function Asked({ fields, held, codes }: { readonly fields: CallTexts; readonly held: HeldCall; readonly codes: readonly string[] }): JSX.Element {
  const number = fields.file_number.value.value;
  return (
    <>
      {codes.includes("file_number") || number !== "" ? (
        <>
          <TextField field={fields.file_number} label={t("calls.file_number")} hint={t("calls.file_number_hint")} big onInput={() => held.keep({ file_number: fields.file_number.value.value })} />
          {number.trim() === "" ? null : <ReadBack label={t("calls.read_back")} groups={readAloud(number)} />}
        </>
      ) : null}
      {codes.includes("call_back") || fields.day.value.value !== "" ? <PromiseFields day={fields.day} hour={fields.hour} onChange={(promised) => held.keep({ promised })} /> : null}
    </>
  );
}

/** What was written while the app had restarted locked: it belongs to this call's entry, and is not written over here. */
function SealedNotes({ call, state }: ModeProps): JSX.Element | null {
  const notes = additionsOf(state.log, call.id);
  if (notes.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("calls.sealed_notes")}</h2>
      {notes.map(({ id, at, text }) => (
        <p class="verbatim" key={id}>
          <strong>{clockTime(at)}</strong> {text}
        </p>
      ))}
    </section>
  );
}

function Climbed({ call, state, onUndo }: ModeProps & { readonly onUndo: () => void }): JSX.Element | null {
  const before = state.contacts.get(call.after ?? "");
  if (before === undefined || before.body.role === call.role) return null;
  return (
    <Notice tone="info" title={t("calls.climbed", { role: t(`calls.role.${call.role}`) })}>
      <p>{t("calls.climbed_kept")}</p>
      <Button weight="quiet" onClick={onUndo}>
        {t("calls.not_refused")}
      </Button>
    </Notice>
  );
}
