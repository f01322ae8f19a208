// Making an account: plain words on what it does, the form, then the recovery code and its rehearsal.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { pendingCode } from "../app/pending-code.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Screen } from "../ui/screen.js";
import { AccountScreen } from "./account-screen.js";
import { RecoverySheet } from "./recovery-sheet.js";
import { Rehearsal } from "./rehearsal.js";
import { SignUpForm } from "./sign-up-form.js";

type Step = "form" | "code" | "rehearse" | "ready";

/** Whoever went elsewhere before checking the code finds it here again. */
export function SignUpScreen(): JSX.Element {
  const vault = useVault();
  const [hadAccount] = useState(vault.login.value !== null);
  const step = useSignal<Step>(pendingCode.value === null ? "form" : "code");
  const code = pendingCode.value;
  if (step.value === "ready") return <Ready />;
  if (code === null) return hadAccount ? <AccountScreen /> : <Form onMade={() => (step.value = "code")} />;
  if (step.value === "rehearse") {
    const done = (): void => {
      step.value = "ready";
      pendingCode.value = null;
    };
    return <Rehearsal onBack={() => (step.value = "code")} onDone={done} />;
  }
  return <RecoverySheet code={code} onNext={() => (step.value = "rehearse")} />;
}

function Form({ onMade }: { readonly onMade: () => void }): JSX.Element {
  const made = (code: string): void => {
    pendingCode.value = code;
    onMade();
  };
  return (
    <Screen key="form" title={t("accounts.sign_up_title")} back={{ href: "#/account", label: t("accounts.title") }}>
      <ul class="plain-list">
        <li>{t("accounts.what_private")}</li>
        <li>{t("accounts.what_copy")}</li>
        <li>{t("accounts.what_reset")}</li>
      </ul>
      <SignUpForm onMade={made} />
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
