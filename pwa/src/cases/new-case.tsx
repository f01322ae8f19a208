// Starting another case; it comes on screen at once.
import type { JSX } from "preact";
import { go } from "../app/route.js";
import { prefs } from "../app/preferences.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Form } from "../ui/form.js";

export function NewCase(): JSX.Element {
  const vault = useVault();
  const name = useField();
  const submit = async (): Promise<void> => {
    const title = name.value.value.trim();
    if (!check([[name, title === "" ? t("cases.needs_name") : null]])) return;
    const made = await vault.createCase(title, prefs.value.audience ?? null);
    if (!made.ok) {
      name.error.value = failureWords(made.type);
      return;
    }
    await vault.switchCase(made.value);
    go("#/today");
  };
  return (
    <Card title={t("cases.new_title")}>
      <Form onSubmit={submit}>
        <TextField field={name} label={t("cases.new_label")} hint={t("cases.new_hint")} spellcheck />
        <Button type="submit" weight="secondary">
          {t("cases.create")}
        </Button>
      </Form>
    </Card>
  );
}
