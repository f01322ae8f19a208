// One case: its name, and what can be done with it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { go } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Form } from "../ui/form.js";
import type { CaseSummary } from "../vault/port.js";

interface CaseCardProps {
  readonly one: CaseSummary;
  readonly onArchive: (to: boolean) => void;
}

export function CaseCard({ one, onArchive }: CaseCardProps): JSX.Element {
  const vault = useVault();
  const renaming = useSignal(false);
  const current = vault.current.value?.id === one.id;
  return (
    <Card title={one.title} tone={current ? "first" : "plain"}>
      <p class="muted">{current ? t("cases.current") : t("cases.since", { date: shortDate(one.created) })}</p>
      {renaming.value ? <Rename one={one} onDone={() => (renaming.value = false)} /> : null}
      <div class="actions">
        {current || one.archived ? null : (
          <Button label={`${t("cases.open")}: ${one.title}`} onClick={() => void vault.switchCase(one.id).then(() => go("#/today"))}>
            {t("cases.open")}
          </Button>
        )}
        {renaming.value ? null : (
          <Button weight="secondary" label={`${t("cases.rename_open")}: ${one.title}`} onClick={() => (renaming.value = true)}>
            {t("cases.rename_open")}
          </Button>
        )}
        <Button weight="secondary" label={`${one.archived ? t("cases.bring_back") : t("cases.archive")}: ${one.title}`} onClick={() => onArchive(!one.archived)}>
          {one.archived ? t("cases.bring_back") : t("cases.archive")}
        </Button>
      </div>
    </Card>
  );
}

function Rename({ one, onDone }: { readonly one: CaseSummary; readonly onDone: () => void }): JSX.Element {
  const vault = useVault();
  const name = useField(one.title);
  const submit = async (): Promise<void> => {
    const title = name.value.value.trim();
    if (!check([[name, title === "" ? t("cases.needs_name") : null]])) return;
    const saved = await vault.editCase(one.id, { title });
    if (saved.ok) onDone();
    else name.error.value = failureWords(saved.type);
  };
  return (
    <Form onSubmit={submit}>
      <TextField field={name} label={t("cases.rename_label")} spellcheck />
      <Button type="submit">{t("cases.rename")}</Button>
    </Form>
  );
}
