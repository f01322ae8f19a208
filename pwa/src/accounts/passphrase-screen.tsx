// Another passphrase, proved by the one of now or, for whoever forgot it, by the recovery code.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Check } from "../ui/check.js";
import { check, useField } from "../ui/field-state.js";
import { Screen } from "../ui/screen.js";
import { AccountForm } from "./account-form.js";
import { AccountScreen } from "./account-screen.js";
import { useFormState } from "./form-state.js";
import { passphraseWrong } from "./passphrase-form.js";
import { SecretField } from "./secret-field.js";

const BACK = { href: "#/account", label: "accounts.title" } as const;

export function PassphraseScreen(): JSX.Element {
  const done = useSignal(false);
  if (useVault().login.value === null) return <AccountScreen />;
  return done.value ? <Changed /> : <PassphraseForm onDone={() => (done.value = true)} />;
}

function PassphraseForm({ onDone }: { readonly onDone: () => void }): JSX.Element {
  const vault = useVault();
  const state = useFormState();
  const others = useSignal(false);
  const [secret, next, again] = [useField(), useField(), useField()];
  const submit = async (): Promise<void> => {
    const good = check([
      [secret, secret.value.value === "" ? t("accounts.passphrase_missing") : null],
      [next, passphraseWrong(next.value.value)],
      [again, again.value.value === next.value.value ? null : t("accounts.passphrase_differs")],
    ]);
    if (!good) return;
    const changed = await vault.changePassphrase(secret.value.value, next.value.value, others.value);
    if (changed.ok) onDone();
    else state.problem.value = t(`accounts.keys_failed.${changed.type}`);
  };
  return (
    <Screen key="form" title={t("accounts.change_passphrase")} back={{ href: BACK.href, label: t(BACK.label) }}>
      <p class="lead">{t("accounts.change_passphrase_lead")}</p>
      <AccountForm state={state} fields={[secret, next, again]} action={t("accounts.change_passphrase")} working={t("accounts.making")} onSubmit={submit}>
        <SecretField field={secret} label={t("accounts.secret_now")} hint={t("accounts.unlock_hint")} />
        <SecretField field={next} label={t("accounts.passphrase_new")} hint={t("accounts.passphrase_hint")} fresh />
        <SecretField field={again} label={t("accounts.passphrase_again")} fresh />
        <Check checked={others} label={t("accounts.sign_out_others")} hint={t("accounts.sign_out_others_hint")} />
      </AccountForm>
    </Screen>
  );
}

function Changed(): JSX.Element {
  return (
    <Screen key="done" title={t("accounts.passphrase_changed")}>
      <p class="lead">{t("accounts.passphrase_changed_body")}</p>
      <LinkButton wide href="#/account">
        {t("ui.done")}
      </LinkButton>
    </Screen>
  );
}
