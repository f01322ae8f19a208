// Writes down how it ended: what was decided, when, about which number, in their words.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { draftOf, forgetDraft } from "../app/drafts.js";
import { ensureCase } from "../app/first-case.js";
import { replaceRoute } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { event } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import { isLocalTime } from "../domain/local-time.js";
import { wallet } from "../domain/numbers.js";
import { type OutcomeBody, OUTCOMES } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Choice } from "../ui/choice.js";
import { ErrorSummary } from "../ui/error-summary.js";
import { check, type FieldState, makeField } from "../ui/field-state.js";
import { TextArea, TextField } from "../ui/field.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { Select } from "../ui/select.js";

interface OutcomeForm {
  readonly kind: FieldState;
  readonly on: FieldState;
  readonly number: FieldState;
  readonly said: FieldState;
}

function newForm(state: CaseState | null): OutcomeForm {
  const [number] = state === null ? [] : wallet(state).police;
  return { kind: makeField("outcome-kind"), on: makeField("outcome-on"), number: makeField("outcome-number", number?.id), said: makeField("outcome-said") };
}

/** Null where something is still to be chosen or mended; the form then says what. */
function bodyOf({ kind, on, number, said }: OutcomeForm): OutcomeBody | null {
  const chosen = OUTCOMES.find((one) => one === kind.value.value);
  const day = on.value.value;
  const fits = check([
    [kind, chosen === undefined ? t("outcomes.kind_missing") : null],
    [on, day === "" || isLocalTime(`${day}T00:00`) ? null : t("followups.clock.bad_day")],
  ]);
  if (!fits || chosen === undefined) return null;
  const words = said.value.value.trim();
  return { kind: chosen, ...(day === "" ? {} : { on: day }), ...(words === "" ? {} : { said: words }), ...(number.value.value === "" ? {} : { number: number.value.value }) };
}

export function OutcomeFormScreen(): JSX.Element {
  const vault = useVault();
  const state = vault.current.value;
  const key = `outcome/${state?.id ?? ""}`;
  const [{ draft: form }] = useState(() => draftOf<OutcomeForm>(key, () => newForm(state)));
  const attempt = useSignal(0);
  const problem = useSignal<string | null>(null);
  const submit = async (): Promise<void> => {
    attempt.value += 1;
    const body = bodyOf(form);
    if (body === null) return;
    const made = await ensureCase(vault);
    const saved = made.ok ? await vault.save(made.value, (stamp) => [event(stamp, "outcome", body)]) : made;
    if (saved.ok) {
      forgetDraft(key);
      replaceRoute("#/outcomes?saved");
    } else problem.value = failureWords(saved.type);
  };
  const numbers = state === null ? [] : wallet(state).police;
  return (
    <Screen title={t("outcomes.new_title")} back={{ href: "#/outcomes", label: t("outcomes.title") }}>
      <p class="lead">{t("outcomes.new_lead")}</p>
      <Form onSubmit={submit}>
        <ErrorSummary title={t("ui.error_summary")} fields={[form.kind, form.on]} attempt={attempt.value} />
        <Choice field={form.kind} legend={t("outcomes.kind_label")} options={OUTCOMES.map((value) => ({ value, label: t(`outcomes.kind.${value}`) }))} />
        <TextField field={form.on} type="date" label={t("outcomes.on")} hint={t("outcomes.on_hint")} />
        {numbers.length === 0 ? null : (
          <Select
            field={form.number}
            label={t("outcomes.number")}
            options={[...numbers.map(({ id, body }) => ({ value: id, label: body.value })), { value: "", label: t("ui.not_sure") }]}
          />
        )}
        <TextArea field={form.said} label={t("outcomes.said")} hint={t("outcomes.said_hint")} />
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide>
          {t("outcomes.save")}
        </Button>
      </Form>
    </Screen>
  );
}
