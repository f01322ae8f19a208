// The frame of every account form: error summary, fields, what went wrong, and one button that shows it is working.
import type { Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { ErrorSummary } from "../ui/error-summary.js";
import type { FieldState } from "../ui/field-state.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";

export interface FormState {
  readonly attempt: Signal<number>;
  readonly busy: Signal<boolean>;
  readonly problem: Signal<string | null>;
}

interface FormProps {
  readonly state: FormState;
  readonly fields: readonly FieldState[];
  readonly action: string;
  /** Said while it runs: making keys from a passphrase takes seconds on an old phone. */
  readonly working: string;
  readonly onSubmit: () => Promise<void>;
  readonly children: ComponentChildren;
}

export function AccountForm({ state, fields, action, working, onSubmit, children }: FormProps): JSX.Element {
  const { attempt, busy, problem } = state;
  const submit = async (): Promise<void> => {
    if (busy.value) return;
    attempt.value += 1;
    busy.value = true;
    problem.value = null;
    await onSubmit().finally(() => (busy.value = false));
  };
  return (
    <Form onSubmit={submit}>
      <ErrorSummary title={t("ui.error_summary")} fields={fields} attempt={attempt.value} />
      {children}
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <Button type="submit" wide busy={busy.value}>
        {action}
      </Button>
      <p role="status" class="muted">
        {busy.value ? working : null}
      </p>
    </Form>
  );
}
