// An account without a passphrase: a login name, then the phone's own question.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { AccountForm } from "./account-form.js";
import { useFormState } from "./form-state.js";
import { type Invite, InviteField, inviteRules } from "./invite-field.js";
import { loginWrong } from "./login-form.js";
import { passkeyTrouble } from "./passkey-words.js";

export function PasskeySignUp({ onMade, invite }: { readonly onMade: (recoveryCode: string) => void; readonly invite: Invite }): JSX.Element {
  const vault = useVault();
  const state = useFormState();
  const login = useField();
  const submit = async (): Promise<void> => {
    if (!check([[login, loginWrong(login.value.value)], ...inviteRules(invite)])) return;
    const made = await vault.signUpWithPasskey(login.value.value, t("passkeys.default_name"), invite.field?.value.value);
    if (made.ok) onMade(made.value.recoveryCode);
    else {
      if (made.type === "invite") invite.ask();
      state.problem.value = passkeyTrouble(made.type);
    }
  };
  return (
    <AccountForm state={state} fields={[login, ...(invite.field ? [invite.field] : [])]} action={t("passkeys.sign_up")} working={t("passkeys.working")} onSubmit={submit}>
      <TextField field={login} label={t("accounts.login")} hint={t("accounts.login_hint")} autocomplete="username" />
      <InviteField {...invite} />
      <p>{t("passkeys.sign_up_note")}</p>
    </AccountForm>
  );
}
