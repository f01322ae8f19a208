// The locked vault: passphrase or recovery code, offline too; help stays one tap away.
import { Phone } from "lucide";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { check, useField } from "../ui/field-state.js";
import { LinkButton } from "../ui/button.js";
import { Screen } from "../ui/screen.js";
import { AccountForm } from "./account-form.js";
import { LockedCapture } from "./locked-capture.js";
import { useFormState } from "./form-state.js";
import { PasskeyUnlock } from "./passkeys-unlock.js";
import { SecretField } from "./secret-field.js";

export function LockedScreen({ login }: { readonly login: string | null }): JSX.Element {
  const vault = useVault();
  const state = useFormState();
  const secret = useField();
  const submit = async (): Promise<void> => {
    if (!check([[secret, secret.value.value === "" ? t("accounts.passphrase_missing") : null]])) return;
    const result = await vault.unlock(secret.value.value);
    if (!result.ok) state.problem.value = t("accounts.unlock_refused");
  };
  return (
    <Screen title={t("accounts.locked_title")}>
      <p class="lead">{login === null ? t("accounts.locked_lead") : t("accounts.locked_as", { login })}</p>
      <AccountForm state={state} fields={[secret]} action={t("accounts.unlock")} working={t("accounts.opening")} onSubmit={submit}>
        <SecretField field={secret} label={t("accounts.unlock_label")} hint={t("accounts.unlock_hint")} />
      </AccountForm>
      <PasskeyUnlock />
      <LockedCapture />
      <LinkButton weight="secondary" icon={Phone} href="#/guide/police_words">
        {t("calls.locked_words")}
      </LinkButton>
    </Screen>
  );
}
