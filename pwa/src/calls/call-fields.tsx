// The fields of a talk with police, in the order it goes: how, when, whom, what they said, the number.
import type { JSX } from "preact";
import type { CaseNumber, CaseState } from "../domain/fold.js";
import { LOGGED_MARKS } from "../domain/call.js";
import { CONTACT_KINDS, ROLES } from "../domain/records.js";
import { markWords } from "../app/contact-words.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Choice } from "../ui/choice.js";
import { TextArea, TextField } from "../ui/field.js";
import type { FieldState } from "../ui/field-state.js";
import { Notice } from "../ui/notice.js";
import { Select } from "../ui/select.js";
import type { CallForm } from "./call-form.js";

interface FieldsProps {
  readonly form: CallForm;
  readonly state: CaseState | null;
  readonly knownNumber: CaseNumber | undefined;
}

function earlierServices(state: CaseState | null): readonly string[] {
  return [...new Set([...(state?.contacts.values() ?? [])].map(({ body }) => body.service))];
}

export function CallFields({ form, state, knownNumber }: FieldsProps): JSX.Element {
  return (
    <>
      {knownNumber === undefined ? null : <Notice tone="info" title={t("calls.about_number", { number: knownNumber.body.value })} />}
      <Select field={form.kind} label={t("calls.kind")} options={CONTACT_KINDS.map((kind) => ({ value: kind, label: t(`packets.contact_kind.${kind}`) }))} />
      <TextField field={form.started} type="datetime-local" label={t("calls.started")} />
      <TextField field={form.service} label={t("calls.service")} hint={t("calls.service_hint")} list={earlierServices(state)} spellcheck />
      <Choice field={form.role} legend={t("calls.role_question")} options={ROLES.map((role) => ({ value: role, label: t(`calls.role.${role}`), hint: t(`calls.role_hint.${role}`) }))} />
      <TextField field={form.name} label={t("calls.name")} hint={t("calls.name_hint")} spellcheck />
      <div class="pair">
        <TextField field={form.rank} label={t("calls.rank")} spellcheck />
        <TextField field={form.badge} label={t("calls.badge")} />
      </div>
      <TextField field={form.phone} type="tel" inputMode="tel" label={t("calls.phone")} />
      <TheySaid field={form.outcomes} />
      <TextArea field={form.said} label={t("calls.said")} hint={t("calls.said_hint")} />
      <TextField field={form.fileNumber} label={t("calls.file_number")} hint={t("calls.file_number_hint")} big />
    </>
  );
}

/** Each a tap; a second tap takes it back. */
function TheySaid({ field }: { readonly field: FieldState }): JSX.Element {
  const codes = field.value.value.split(" ").filter((code) => code !== "");
  const tap = (code: string): void => {
    field.value.value = (codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]).join(" ");
  };
  return (
    <div class="stack" role="group" aria-labelledby={field.id}>
      <h2 id={field.id}>{t("calls.they_said")}</h2>
      <div class="chips">
        {LOGGED_MARKS.map((code) => (
          <Button key={code} weight="secondary" pressed={codes.includes(code)} onClick={() => tap(code)}>
            {markWords(code)}
          </Button>
        ))}
      </div>
    </div>
  );
}
