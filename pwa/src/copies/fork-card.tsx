// Two histories of one case: both are kept, under two names.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import type { Forked } from "../vault/logs-port.js";

export function ForkCard({ forked: { log, caseTitle } }: { readonly forked: Forked }): JSX.Element {
  const vault = useVault();
  const name = useField(caseTitle === null ? "" : t("copies.fork_name", { title: caseTitle }));
  const working = useSignal(false);
  const problem = useSignal<string | null>(null);
  const submit = async (): Promise<void> => {
    const title = name.value.value.trim();
    if (working.value || !check([[name, caseTitle !== null && title === "" ? t("cases.needs_name") : null]])) return;
    working.value = true;
    const result = await vault.continueForked(log, title);
    working.value = false;
    problem.value = result.ok ? null : t(`copies.failed.${result.type}`);
  };
  return (
    <Card tone="due" title={caseTitle === null ? t("copies.fork_home_title") : t("copies.fork_title", { title: caseTitle })}>
      <p>{t("copies.fork_what")}</p>
      <p>{caseTitle === null ? t("copies.fork_home_do") : t("copies.fork_do")}</p>
      <Form onSubmit={submit}>
        {caseTitle === null ? null : <TextField field={name} label={t("copies.fork_name_label")} spellcheck />}
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" busy={working.value}>
          {working.value ? t("copies.working") : caseTitle === null ? t("copies.fork_home_go") : t("copies.fork_go")}
        </Button>
      </Form>
    </Card>
  );
}
