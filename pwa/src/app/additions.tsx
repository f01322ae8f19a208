// What was added later to something that is never overwritten: each with its own date, in the order it came.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Addition } from "../domain/amended.js";
import { event } from "../domain/build.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { check, useField } from "../ui/field-state.js";
import { TextArea } from "../ui/field.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { recordedTime } from "./recorded-time.js";
import { useSaving } from "./use-saving.js";

interface AdditionsProps {
  readonly caseId: Id;
  readonly of: Id;
  readonly additions: readonly Addition[];
}

export function Additions({ caseId, of, additions }: AdditionsProps): JSX.Element {
  const adding = useSignal(false);
  return (
    <section class="stack">
      {additions.length === 0 ? null : <h2>{t("record.additions.title")}</h2>}
      {additions.map(({ id, text, ...written }) => (
        <div class="card" key={id}>
          <p class="muted">{t("record.additions.added", { time: recordedTime(written) })}</p>
          <p class="verbatim">{text}</p>
        </div>
      ))}
      {adding.value ? (
        <AdditionForm caseId={caseId} of={of} onDone={() => (adding.value = false)} />
      ) : (
        <Button weight="quiet" onClick={() => (adding.value = true)}>
          {t("record.additions.add")}
        </Button>
      )}
    </section>
  );
}

function AdditionForm({ caseId, of, onDone }: { readonly caseId: Id; readonly of: Id; readonly onDone: () => void }): JSX.Element {
  const text = useField();
  const { busy, problem, save } = useSaving(caseId);
  const submit = async (): Promise<void> => {
    const words = text.value.value.trim();
    if (!check([[text, words === "" ? t("record.additions.missing") : null]])) return;
    if (await save((stamp) => [event(stamp, "addition", { of, text: words })])) onDone();
  };
  return (
    <Form onSubmit={submit}>
      <TextArea field={text} label={t("record.additions.label")} hint={t("record.additions.hint")} />
      {problem === null ? null : <Notice tone="wrong" live title={problem} />}
      <div class="actions">
        <Button type="submit" busy={busy}>
          {t("ui.save")}
        </Button>
        <Button weight="secondary" onClick={onDone}>
          {t("ui.cancel")}
        </Button>
      </div>
    </Form>
  );
}
