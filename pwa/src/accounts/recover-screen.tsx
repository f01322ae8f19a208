// Opening an account with the recovery code alone.
import type { JSX } from "preact";
import { changePrefs } from "../app/preferences.js";
import { go } from "../app/route.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { check, useField } from "../ui/field-state.js";
import { TextArea } from "../ui/field.js";
import { Screen } from "../ui/screen.js";
import { AccountForm } from "./account-form.js";
import { useFormState } from "./form-state.js";
import { LocalCasesNotice } from "./local-cases-notice.js";

export function RecoverScreen(): JSX.Element {
  const vault = useVault();
  const state = useFormState();
  const code = useField();
  const submit = async (): Promise<void> => {
    if (!check([[code, code.value.value.trim() === "" ? t("accounts.code_missing") : null]])) return;
    const result = await vault.recover(code.value.value);
    if (result.ok) await changePrefs({ first_run_done: true }).then(() => go("#/today"));
    else if (result.type === "typo") code.error.value = t("accounts.code_typo");
    else state.problem.value = t(`accounts.failed.${result.type}`);
  };
  return (
    <Screen title={t("accounts.recover_title")} back={{ href: "#/account/sign-in", label: t("accounts.sign_in_title") }}>
      <p class="lead">{t("accounts.recover_lead")}</p>
      <LocalCasesNotice />
      <AccountForm state={state} fields={[code]} action={t("accounts.open_with_code")} working={t("accounts.opening")} onSubmit={submit}>
        <TextArea field={code} label={t("accounts.code")} hint={t("accounts.code_hint")} rows={2} />
      </AccountForm>
    </Screen>
  );
}
