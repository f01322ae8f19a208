// The fields of a call, in the order a call goes: when, whom, what they said, the number.
import type { JSX } from "preact";
import type { CaseNumber, CaseState } from "../domain/fold.js";
import { ROLES } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Choice } from "../ui/choice.js";
import { TextArea, TextField } from "../ui/field.js";
import { Notice } from "../ui/notice.js";
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
      <TextField field={form.started} type="datetime-local" label={t("calls.started")} />
      <TextField field={form.service} label={t("calls.service")} hint={t("calls.service_hint")} list={earlierServices(state)} spellcheck />
      <Choice field={form.role} legend={t("calls.role_question")} options={ROLES.map((role) => ({ value: role, label: t(`calls.role.${role}`), hint: t(`calls.role_hint.${role}`) }))} />
      <TextField field={form.name} label={t("calls.name")} hint={t("calls.name_hint")} spellcheck />
      <div class="pair">
        <TextField field={form.badge} label={t("calls.badge")} />
        <TextField field={form.phone} type="tel" inputMode="tel" label={t("calls.phone")} />
      </div>
      <TextArea field={form.said} label={t("calls.said")} hint={t("calls.said_hint")} />
      <TextField field={form.fileNumber} label={t("calls.file_number")} hint={t("calls.file_number_hint")} big />
    </>
  );
}
