// Two groups of the code typed back, so that a sheet that cannot be read is found now and not on a bad day.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Screen } from "../ui/screen.js";
import { AccountForm } from "./account-form.js";
import { useFormState } from "./form-state.js";

const GROUPS = 7;

/** Which two to ask is no secret: any choice will do. */
function twoGroups(): readonly [number, number] {
  const first = Math.floor(Math.random() * GROUPS);
  const second = (first + 1 + Math.floor(Math.random() * (GROUPS - 1))) % GROUPS;
  return first < second ? [first, second] : [second, first];
}

interface RehearsalProps {
  readonly onBack: () => void;
  readonly onDone: () => void;
}

export function Rehearsal({ onBack, onDone }: RehearsalProps): JSX.Element {
  const vault = useVault();
  const [[first, second]] = useState(twoGroups);
  const [one, two] = [useField(), useField()];
  const state = useFormState();
  const submit = (): Promise<void> => {
    const typed = [one.value.value.trim(), two.value.value.trim()] as const;
    const right = vault.recoveryRehearsed([
      { index: first, text: typed[0] },
      { index: second, text: typed[1] },
    ]);
    if (check([[one, right ? null : t("accounts.rehearsal_wrong")]])) onDone();
    return Promise.resolve();
  };
  return (
    <Screen key="rehearse" title={t("accounts.rehearsal_title")}>
      <p class="lead">{t("accounts.rehearsal_lead")}</p>
      <AccountForm state={state} fields={[one, two]} action={t("accounts.rehearsal_check")} working="" onSubmit={submit}>
        <TextField field={one} label={t("accounts.group", { n: first + 1 })} big />
        <TextField field={two} label={t("accounts.group", { n: second + 1 })} big />
      </AccountForm>
      <Button weight="secondary" onClick={onBack}>
        {t("accounts.show_again")}
      </Button>
    </Screen>
  );
}
