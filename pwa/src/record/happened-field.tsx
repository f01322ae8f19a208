// "When did it happen?", apart from when it was saved: a time, about, between, or "I don't know".
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { zone } from "../app/zone.js";
import { type Happened, happenedFrom, HAPPENED_KINDS } from "../domain/happened.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Choice } from "../ui/choice.js";
import { Disclosure } from "../ui/disclosure.js";
import { type FieldState, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { happenedWords } from "./happened-words.js";
import type { Saving } from "../app/use-saving.js";

interface HappenedFieldProps {
  readonly value: Happened | null;
  readonly saving: Saving;
  readonly onSave: (happened: Happened) => Promise<boolean>;
}

interface Moment {
  readonly day: FieldState;
  readonly time: FieldState;
}

function useMoment(value: string | undefined): Moment {
  return { day: useField(value?.slice(0, 10) ?? ""), time: useField(value?.slice(11) ?? "") };
}

function read({ day, time }: Moment): string {
  return time.value.value === "" || day.value.value === "" ? day.value.value : `${day.value.value}T${time.value.value}`;
}

export function HappenedField({ value, saving, onSave }: HappenedFieldProps): JSX.Element {
  return (
    <Disclosure summary={value === null ? t("record.happened.ask") : t("record.happened.answer", { when: happenedWords(value) })}>
      <HappenedForm value={value} saving={saving} onSave={onSave} />
    </Disclosure>
  );
}

function HappenedForm({ value, saving, onSave }: HappenedFieldProps): JSX.Element {
  const kind = useField(value?.kind ?? "exact");
  const [from, to] = [useMoment(value?.from), useMoment(value?.to)];
  const done = useSignal(false);
  const submit = async (): Promise<void> => {
    const answer = happenedFrom(kind.value.value as Happened["kind"], read(from), read(to), value?.zone ?? zone());
    const fault = typeof answer === "string" ? answer : null;
    from.day.error.value = fault === "from_missing" || fault === "from_form" ? t(`record.happened.${fault}`) : null;
    to.day.error.value = fault === "to_missing" || fault === "to_form" || fault === "order" ? t(`record.happened.${fault}`) : null;
    if (typeof answer !== "string") done.value = await onSave(answer);
  };
  const asks = kind.value.value;
  return (
    <Form onSubmit={submit}>
      <Choice field={kind} legend={t("record.happened.question")} hint={t("record.happened.hint")} options={HAPPENED_KINDS.map((each) => ({ value: each, label: t(`record.happened.kind.${each}`) }))} />
      {asks === "unknown" ? null : <MomentFields moment={from} which={asks === "between" ? "from" : "at"} />}
      {asks === "between" ? <MomentFields moment={to} which="to" /> : null}
      {saving.problem === null ? null : <Notice tone="wrong" live title={saving.problem} />}
      {done.value ? <Notice tone="done" live title={t("ui.saved_here")} /> : null}
      <Button type="submit" weight="secondary" busy={saving.busy}>
        {t("ui.save")}
      </Button>
    </Form>
  );
}

function MomentFields({ moment, which }: { readonly moment: Moment; readonly which: "at" | "from" | "to" }): JSX.Element {
  return (
    <>
      <TextField field={moment.day} type="date" label={t(`record.happened.day_${which}`)} />
      <TextField field={moment.time} type="time" label={t(`record.happened.time_${which}`)} hint={t("ui.optional")} />
    </>
  );
}
