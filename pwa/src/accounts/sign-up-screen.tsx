// Making an account: plain words on what it does, the form, then the recovery code and its rehearsal.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { pendingCode } from "../app/pending-code.js";
import { PolicyLink } from "../app/policy-link.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { useField } from "../ui/field-state.js";
import { Screen } from "../ui/screen.js";
import { AccountScreen } from "./account-screen.js";
import { CodeSteps } from "./code-steps.js";
import { PasskeySignUp } from "./passkeys-sign-up.js";
import { SignUpForm } from "./sign-up-form.js";

export function SignUpScreen(): JSX.Element {
  const [hadAccount] = useState(useVault().login.value !== null);
  const ready = useSignal(false);
  const code = pendingCode.value;
  if (ready.value) return <Ready />;
  if (code !== null) return <CodeSteps code={code} onDone={() => (ready.value = true)} />;
  return hadAccount ? <AccountScreen /> : <Form />;
}

function Form(): JSX.Element {
  const vault = useVault();
  const byPasskey = useSignal(false);
  const code = useField();
  const [asked, ask] = useState(false);
  useEffect(() => void vault.asksForInvite().then(ask), [vault]);
  const invite = { field: asked ? code : null, ask: () => ask(true) };
  const made = (code: string): void => {
    pendingCode.value = code;
  };
  return (
    <Screen key="form" title={t("accounts.sign_up_title")} back={{ href: "#/account", label: t("accounts.title") }}>
      <ul class="plain-list">
        <li>{t("accounts.what_private")}</li>
        <li>{t("accounts.what_copy")}</li>
        <li>{t("accounts.what_reset")}</li>
      </ul>
      <PolicyLink of="policy" />
      {byPasskey.value ? <PasskeySignUp onMade={made} invite={invite} /> : <SignUpForm onMade={made} invite={invite} />}
      {vault.canUsePasskeys() ? (
        <Button weight="quiet" onClick={() => (byPasskey.value = !byPasskey.value)}>
          {byPasskey.value ? t("passkeys.instead_back") : t("passkeys.instead")}
        </Button>
      ) : null}
    </Screen>
  );
}

function Ready(): JSX.Element {
  return (
    <Screen key="ready" title={t("accounts.ready_title")}>
      <p class="lead">{t("accounts.ready_body")}</p>
      <LinkButton wide href="#/today">
        {t("ui.done")}
      </LinkButton>
    </Screen>
  );
}
