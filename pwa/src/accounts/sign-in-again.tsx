// The server has ended this phone's session: the secret of now begins another, without leaving the record.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Card } from "../ui/card.js";
import { check, useField } from "../ui/field-state.js";
import { AccountForm } from "./account-form.js";
import { useFormState } from "./form-state.js";
import { SecretField } from "./secret-field.js";

export function SignInAgain(): JSX.Element {
  const vault = useVault();
  const { problem } = vault.sync.value;
  const state = useFormState();
  const secret = useField();
  const submit = async (): Promise<void> => {
    if (!check([[secret, secret.value.value === "" ? t("accounts.passphrase_missing") : null]])) return;
    const back = await vault.signInAgain(secret.value.value);
    if (!back.ok) state.problem.value = t(`accounts.keys_failed.${back.type}`);
  };
  return (
    <Card tone="due" title={t(problem === "new_keys" ? "today.sync.problem.new_keys" : "today.sync.problem.signed_out")}>
      <p>{t("accounts.again_body")}</p>
      <AccountForm state={state} fields={[secret]} action={t("accounts.sign_in_again")} working={t("accounts.opening")} onSubmit={submit}>
        <SecretField field={secret} label={t("accounts.secret_now")} hint={t("accounts.again_hint")} />
      </AccountForm>
    </Card>
  );
}
