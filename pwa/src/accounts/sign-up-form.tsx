// Login name and passphrase twice; no name, no e-mail.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { AccountForm } from "./account-form.js";
import { useFormState } from "./form-state.js";
import { loginWrong } from "./login-form.js";
import { passphraseWrong } from "./passphrase-form.js";
import { SecretField } from "./secret-field.js";

export function SignUpForm({ onMade }: { readonly onMade: (recoveryCode: string) => void }): JSX.Element {
  const vault = useVault();
  const state = useFormState();
  const [login, passphrase, again] = [useField(), useField(), useField()];
  const submit = async (): Promise<void> => {
    const good = check([
      [login, loginWrong(login.value.value)],
      [passphrase, passphraseWrong(passphrase.value.value)],
      [again, again.value.value === passphrase.value.value ? null : t("accounts.passphrase_differs")],
    ]);
    if (!good) return;
    const made = await vault.signUp(login.value.value, passphrase.value.value);
    if (made.ok) onMade(made.value.recoveryCode);
    else state.problem.value = t(`accounts.failed.${made.type}`);
  };
  return (
    <AccountForm state={state} fields={[login, passphrase, again]} action={t("accounts.make")} working={t("accounts.making")} onSubmit={submit}>
      <TextField field={login} label={t("accounts.login")} hint={t("accounts.login_hint")} autocomplete="username" />
      <SecretField field={passphrase} label={t("accounts.passphrase")} hint={t("accounts.passphrase_hint")} fresh />
      <SecretField field={again} label={t("accounts.passphrase_again")} fresh />
    </AccountForm>
  );
}
