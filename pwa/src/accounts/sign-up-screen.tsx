// Making an account: plain words on what it does, the form, then the recovery code and its rehearsal.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Screen } from "../ui/screen.js";
import { RecoverySheet } from "./recovery-sheet.js";
import { Rehearsal } from "./rehearsal.js";
import { SignUpForm } from "./sign-up-form.js";

type Step = { readonly type: "form" } | { readonly type: "code"; readonly code: string } | { readonly type: "rehearse"; readonly code: string } | { readonly type: "done" };

export function SignUpScreen(): JSX.Element {
  const step = useSignal<Step>({ type: "form" });
  const now = step.value;
  if (now.type === "code") return <RecoverySheet code={now.code} onNext={() => (step.value = { type: "rehearse", code: now.code })} />;
  if (now.type === "rehearse") {
    return <Rehearsal onBack={() => (step.value = { type: "code", code: now.code })} onDone={() => (step.value = { type: "done" })} />;
  }
  if (now.type === "done") {
    return (
      <Screen key="done" title={t("accounts.ready_title")}>
        <p class="lead">{t("accounts.ready_body")}</p>
        <LinkButton wide href="#/today">
          {t("ui.done")}
        </LinkButton>
      </Screen>
    );
  }
  return (
    <Screen key="form" title={t("accounts.sign_up_title")} back={{ href: "#/account", label: t("accounts.title") }}>
      <ul class="plain-list">
        <li>{t("accounts.what_private")}</li>
        <li>{t("accounts.what_copy")}</li>
        <li>{t("accounts.what_reset")}</li>
      </ul>
      <SignUpForm onMade={(code) => (step.value = { type: "code", code })} />
    </Screen>
  );
}
