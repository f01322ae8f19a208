// A number for the wallet: typed once, read back, kept as it was given; its form is recognised and never forced.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { draftOf, forgetDraft } from "../app/drafts.js";
import { ensureCase } from "../app/first-case.js";
import { replaceRoute } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { event } from "../domain/build.js";
import { formOf, knownNumber, readAloud } from "../domain/numbers.js";
import type { Id, NumberBody } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { ErrorSummary } from "../ui/error-summary.js";
import { TextField } from "../ui/field.js";
import { check, type FieldState, makeField } from "../ui/field-state.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { ReadBack } from "../ui/read-back.js";
import { Screen } from "../ui/screen.js";
import { Select } from "../ui/select.js";

const KINDS = ["police_file", "cybertip", "cafc", "platform", "bank", "other"] as const satisfies readonly NumberBody["kind"][];

interface NumberForm {
  readonly kind: FieldState;
  readonly org: FieldState;
  readonly value: FieldState;
}

const newForm = (): NumberForm => ({ kind: makeField("number-kind", "police_file"), org: makeField("number-org"), value: makeField("number-value") });

export function NumberScreen(): JSX.Element {
  const vault = useVault();
  const key = `number/${vault.current.value?.id ?? ""}`;
  const [{ draft: form }] = useState(() => draftOf<NumberForm>(key, newForm));
  const attempt = useSignal(0);
  const problem = useSignal<string | null>(null);
  const value = form.value.value.value.trim();
  const shape = formOf(value);
  const submit = async (): Promise<void> => {
    attempt.value += 1;
    if (!check([[form.value, value === "" ? t("numbers.value_missing") : null]])) return;
    const made = await ensureCase(vault);
    if (!made.ok) {
      problem.value = failureWords(made.type);
      return;
    }
    const body: NumberBody = { kind: KINDS.find((kind) => kind === form.kind.value.value) ?? "other", value, org: form.org.value.value.trim() };
    let id: Id = knownNumber(vault.current.value, body) ?? "";
    const saved = await vault.save(made.value, (stamp) => {
      if (id !== "") return [];
      const record = event(stamp, "number", body);
      id = record.id;
      return [record];
    });
    if (saved.ok) {
      forgetDraft(key);
      replaceRoute(`#/record/${id}`);
    } else problem.value = failureWords(saved.type);
  };
  return (
    <Screen title={t("numbers.title")} back={{ href: "#/today", label: t("today.title") }}>
      <Form onSubmit={submit}>
        <ErrorSummary title={t("ui.error_summary")} fields={[form.value]} attempt={attempt.value} />
        <Select field={form.kind} label={t("numbers.kind")} options={KINDS.map((kind) => ({ value: kind, label: t(`record.number_kind.${kind}`) }))} />
        <TextField field={form.org} label={t("numbers.org")} hint={t("numbers.org_hint")} spellcheck />
        <TextField field={form.value} label={t("numbers.value")} hint={t("numbers.value_hint")} big />
        {value === "" ? null : <ReadBack label={t("calls.read_back")} groups={readAloud(value)} />}
        {shape === null ? null : <p class="muted">{t(`numbers.form.${shape}`)}</p>}
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide>
          {t("numbers.save")}
        </Button>
      </Form>
    </Screen>
  );
}
