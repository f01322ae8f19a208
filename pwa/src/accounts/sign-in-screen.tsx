// Signing in on this phone with login name and passphrase; one answer for a wrong name and a wrong passphrase.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { changePrefs } from "../app/preferences.js";
import { go } from "../app/route.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Screen } from "../ui/screen.js";
import { AccountScreen } from "./account-screen.js";
import { AccountForm } from "./account-form.js";
import { useFormState } from "./form-state.js";
import { LocalCasesNotice } from "./local-cases-notice.js";
import { PasskeySignIn } from "./passkeys-sign-in.js";
import { SecretField } from "./secret-field.js";

export function SignInScreen(): JSX.Element {
  const [hadAccount] = useState(useVault().login.value !== null);
  return hadAccount ? <AccountScreen /> : <SignInForm />;
}

function SignInForm(): JSX.Element {
  const vault = useVault();
  const state = useFormState();
  const [login, passphrase] = [useField(), useField()];
  const submit = async (): Promise<void> => {
    const good = check([
      [login, login.value.value.trim() === "" ? t("accounts.login_missing") : null],
      [passphrase, passphrase.value.value === "" ? t("accounts.passphrase_missing") : null],
    ]);
    if (!good) return;
    const result = await vault.signIn(login.value.value, passphrase.value.value);
    if (result.ok) await changePrefs({ first_run_done: true }).then(() => go("#/today"));
    else state.problem.value = t(`accounts.failed.${result.type}`);
  };
  return (
    <Screen title={t("accounts.sign_in_title")} back={{ href: "#/account", label: t("accounts.title") }}>
      <LocalCasesNotice />
      <AccountForm state={state} fields={[login, passphrase]} action={t("accounts.sign_in")} working={t("accounts.opening")} onSubmit={submit}>
        <TextField field={login} label={t("accounts.login")} autocomplete="username" />
        <SecretField field={passphrase} label={t("accounts.passphrase")} />
      </AccountForm>
      <PasskeySignIn />
      <LinkButton weight="quiet" href="#/account/recover">
        {t("accounts.use_code")}
      </LinkButton>
    </Screen>
  );
}
