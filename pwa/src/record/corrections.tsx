// Corrects what was written down wrong: the correction is dated, and what stood there first stays readable.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Correction } from "../domain/amended.js";
import { event } from "../domain/build.js";
import type { Id } from "../domain/records.js";
import { recordedTime } from "../app/recorded-time.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { type FieldState, makeField } from "../ui/field-state.js";
import { TextArea, TextField } from "../ui/field.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { useSaving } from "../app/use-saving.js";

export interface Correctable {
  readonly name: string;
  readonly label: string;
  /** As first written, and as it holds now; "" where there was nothing. */
  readonly first: string;
  readonly now: string;
  readonly long?: boolean;
  readonly day?: boolean;
  /** Cannot be left blank. */
  readonly needed?: boolean;
}

interface CorrectionsProps {
  readonly caseId: Id;
  readonly of: Id;
  readonly fields: readonly Correctable[];
  readonly corrections: readonly Correction[];
}

export function Corrections({ caseId, of, fields, corrections }: CorrectionsProps): JSX.Element {
  const open = useSignal(false);
  return (
    <section class="stack">
      <Earlier fields={fields} corrections={corrections} />
      {open.value ? (
        <CorrectionForm caseId={caseId} of={of} fields={fields} onDone={() => (open.value = false)} />
      ) : (
        <Button weight="quiet" onClick={() => (open.value = true)}>
          {t("record.correct.open")}
        </Button>
      )}
    </section>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : t("record.blank");
}

function Earlier({ fields, corrections }: Pick<CorrectionsProps, "fields" | "corrections">): JSX.Element | null {
  if (corrections.length === 0) return null;
  const known = new Map(fields.map((field) => [field.name, field]));
  return (
    <Disclosure summary={t("record.correct.earlier", { n: corrections.length })}>
      <dl class="pairs">
        {fields
          .filter(({ first, now }) => first !== now)
          .map(({ name, label, first }) => (
            <div key={name}>
              <dt>{t("record.correct.first", { field: label })}</dt>
              <dd class="verbatim">{textOf(first)}</dd>
            </div>
          ))}
        {corrections.flatMap(({ id, fields: changed, ...written }) =>
          Object.entries(changed).flatMap(([name, value]) => {
            const field = known.get(name);
            if (field === undefined) return [];
            return [
              <div key={`${id}${name}`}>
                <dt>{t("record.correct.changed", { field: field.label, time: recordedTime(written) })}</dt>
                <dd class="verbatim">{textOf(value)}</dd>
              </div>,
            ];
          }),
        )}
      </dl>
    </Disclosure>
  );
}

function CorrectionForm({ caseId, of, fields, onDone }: Omit<CorrectionsProps, "corrections"> & { readonly onDone: () => void }): JSX.Element {
  const states = useSignal<ReadonlyMap<string, FieldState>>(new Map(fields.map(({ name, now }) => [name, makeField(`correct-${name}`, now)]))).value;
  const { busy, problem, save } = useSaving(caseId);
  const submit = async (): Promise<void> => {
    const changed: Record<string, string> = {};
    let wrong = false;
    for (const { name, now, needed = false } of fields) {
      const state = states.get(name);
      const text = state?.value.value.trim() ?? now;
      if (state !== undefined) state.error.value = needed && text === "" ? t("record.correct.missing") : null;
      wrong ||= needed && text === "";
      if (text !== now) changed[name] = text;
    }
    if (wrong) return;
    if (Object.keys(changed).length === 0 || (await save((stamp) => [event(stamp, "correction", { of, fields: changed })]))) onDone();
  };
  return (
    <Form class="card" onSubmit={submit}>
      <p>{t("record.correct.lead")}</p>
      {fields.map(({ name, label, long = false, day = false }) => {
        const field = states.get(name);
        if (field === undefined) return null;
        return long ? <TextArea key={name} field={field} label={label} /> : <TextField key={name} field={field} label={label} type={day ? "date" : "text"} spellcheck />;
      })}
      {problem === null ? null : <Notice tone="wrong" live title={problem} />}
      <div class="actions">
        <Button type="submit" busy={busy}>
          {t("record.correct.save")}
        </Button>
        <Button weight="secondary" onClick={onDone}>
          {t("ui.cancel")}
        </Button>
      </div>
    </Form>
  );
}
