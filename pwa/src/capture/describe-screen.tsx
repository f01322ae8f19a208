// A picture left where it is, described in words: it becomes a numbered exhibit without a copy.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ensureCase } from "../app/first-case.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import type { Description } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { ErrorSummary } from "../ui/error-summary.js";
import { check, type FieldState, useField } from "../ui/field-state.js";
import { TextArea, TextField } from "../ui/field.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";

const DETAILS = ["app", "account", "device", "seen_by", "happened"] as const;
type Detail = (typeof DETAILS)[number];

function collect(what: FieldState, details: Readonly<Record<Detail, FieldState>>): Description {
  const given = DETAILS.map((name) => [name, details[name].value.value.trim()] as const).filter(([, value]) => value !== "");
  return { what: what.value.value.trim(), ...Object.fromEntries(given) };
}

export function DescribeScreen(): JSX.Element {
  const vault = useVault();
  const what = useField();
  const details = { app: useField(), account: useField(), device: useField(), seen_by: useField(), happened: useField() };
  const attempt = useSignal(0);
  const problem = useSignal<string | null>(null);
  const saved = useSignal<{ readonly id: string; readonly label: string } | null>(null);
  const submit = async (): Promise<void> => {
    attempt.value += 1;
    if (!check([[what, what.value.value.trim() === "" ? t("capture.what_missing") : null]])) return;
    const made = await ensureCase(vault);
    const result = made.ok ? await vault.describe(made.value, collect(what, details)) : made;
    if (result.ok) saved.value = result.value;
    else problem.value = failureWords(result.type);
  };
  if (saved.value !== null) return <Described {...saved.value} />;
  return (
    <Screen title={t("capture.describe_title")}>
      <p class="lead">{t("capture.describe_lead")}</p>
      <Form onSubmit={submit}>
        <ErrorSummary title={t("ui.error_summary")} fields={[what]} attempt={attempt.value} />
        <TextArea field={what} label={t("capture.what")} hint={t("capture.what_hint")} />
        {DETAILS.map((name) => (
          <TextField key={name} field={details[name]} label={t(`capture.detail.${name}`)} hint={t("ui.optional")} spellcheck />
        ))}
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide>
          {t("ui.save")}
        </Button>
      </Form>
    </Screen>
  );
}

function Described({ id, label }: { readonly id: string; readonly label: string }): JSX.Element {
  return (
    <Screen key="described" title={t("capture.described_title", { label })}>
      <p class="lead">{t("capture.saved_here")}</p>
      <p>{t("capture.described_next")}</p>
      <div class="actions">
        <LinkButton href="#/today">{t("ui.done")}</LinkButton>
        <LinkButton weight="secondary" href={`#/record/${id}`}>
          {t("capture.see_it")}
        </LinkButton>
      </div>
    </Screen>
  );
}
