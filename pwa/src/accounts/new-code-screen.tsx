// A new recovery code in place of the old one: proved first, then kept and typed back like the first.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { pendingCode } from "../app/pending-code.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { check, useField } from "../ui/field-state.js";
import { Screen } from "../ui/screen.js";
import { AccountForm } from "./account-form.js";
import { AccountScreen } from "./account-screen.js";
import { CodeSteps } from "./code-steps.js";
import { useFormState } from "./form-state.js";
import { SecretField } from "./secret-field.js";

export function NewCodeScreen(): JSX.Element {
  const done = useSignal(false);
  if (useVault().login.value === null) return <AccountScreen />;
  if (done.value) return <Replaced />;
  if (pendingCode.value !== null) return <CodeSteps code={pendingCode.value} onDone={() => (done.value = true)} />;
  return <NewCodeForm />;
}

function NewCodeForm(): JSX.Element {
  const vault = useVault();
  const state = useFormState();
  const secret = useField();
  const submit = async (): Promise<void> => {
    if (!check([[secret, secret.value.value === "" ? t("accounts.passphrase_missing") : null]])) return;
    const made = await vault.replaceRecoveryCode(secret.value.value);
    if (!made.ok) state.problem.value = t(`accounts.keys_failed.${made.type}`);
  };
  return (
    <Screen key="form" title={t("accounts.new_code")} back={{ href: "#/account", label: t("accounts.title") }}>
      <p class="lead">{t("accounts.new_code_lead")}</p>
      <AccountForm state={state} fields={[secret]} action={t("accounts.new_code_make")} working={t("accounts.making")} onSubmit={submit}>
        <SecretField field={secret} label={t("accounts.secret_now")} hint={t("accounts.unlock_hint")} />
      </AccountForm>
    </Screen>
  );
}

function Replaced(): JSX.Element {
  return (
    <Screen key="done" title={t("accounts.new_code_done")}>
      <p class="lead">{t("accounts.new_code_done_body")}</p>
      <LinkButton wide href="#/account">
        {t("ui.done")}
      </LinkButton>
    </Screen>
  );
}
