// Login name and passphrase twice; no name, no e-mail.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { AccountForm } from "./account-form.js";
import { useFormState } from "./form-state.js";
import { type Invite, InviteField, inviteRules } from "./invite-field.js";
import { loginWrong } from "./login-form.js";
import { passphraseWrong } from "./passphrase-form.js";
import { SecretField } from "./secret-field.js";

export function SignUpForm({ onMade, invite }: { readonly onMade: (recoveryCode: string) => void; readonly invite: Invite }): JSX.Element {
  const vault = useVault();
  const state = useFormState();
  const [login, passphrase, again] = [useField(), useField(), useField()];
  const submit = async (): Promise<void> => {
    const good = check([
      [login, loginWrong(login.value.value)],
      [passphrase, passphraseWrong(passphrase.value.value)],
      [again, again.value.value === passphrase.value.value ? null : t("accounts.passphrase_differs")],
      ...inviteRules(invite),
    ]);
    if (!good) return;
    const made = await vault.signUp(login.value.value, passphrase.value.value, invite.field?.value.value);
    if (made.ok) onMade(made.value.recoveryCode);
    else {
      if (made.type === "invite") invite.ask();
      state.problem.value = t(`accounts.failed.${made.type}`);
    }
  };
  return (
    <AccountForm state={state} fields={[login, passphrase, again, ...(invite.field ? [invite.field] : [])]} action={t("accounts.make")} working={t("accounts.making")} onSubmit={submit}>
      <TextField field={login} label={t("accounts.login")} hint={t("accounts.login_hint")} autocomplete="username" />
      <SecretField field={passphrase} label={t("accounts.passphrase")} hint={t("accounts.passphrase_hint")} fresh />
      <SecretField field={again} label={t("accounts.passphrase_again")} fresh />
      <InviteField {...invite} />
    </AccountForm>
  );
}
