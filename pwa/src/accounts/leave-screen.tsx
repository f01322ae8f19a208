// Leaving: this phone alone, or the whole account, with what is lost in words.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { go } from "../app/route.js";
import { useVault } from "../app/vault-context.js";
import { longDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { check, useField } from "../ui/field-state.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { KeysFailure } from "../vault/keys-port.js";
import type { Result } from "../vault/port.js";
import { AccountForm } from "./account-form.js";
import { AccountScreen } from "./account-screen.js";
import { useFormState } from "./form-state.js";
import { SecretField } from "./secret-field.js";

const BACK = "#/account";
const home = (): void => go("#/today");

export function SignOutScreen(): JSX.Element {
  const vault = useVault();
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const unsynced = useSignal(false);
  if (vault.login.value === null) return <AccountScreen />;
  const signOut = async (): Promise<void> => {
    busy.value = true;
    problem.value = null;
    const out = await vault.signOut().finally(() => (busy.value = false));
    unsynced.value = !out.ok && out.type === "unsynced";
    if (out.ok) home();
    else problem.value = out.type === "unsynced" ? t("accounts.leave.unsynced", { n: out.count }) : t(`accounts.keys_failed.${out.type}`);
  };
  return (
    <Screen title={t("accounts.leave.sign_out")} back={{ href: BACK, label: t("accounts.title") }}>
      <p class="lead">{t("accounts.leave.sign_out_lead")}</p>
      <p>{t("accounts.leave.sign_out_again")}</p>
      {problem.value === null ? null : (
        <Notice tone="due" live title={problem.value}>
          {unsynced.value ? (
            <LinkButton weight="secondary" href="#/exports">
              {t("accounts.leave.save_copy")}
            </LinkButton>
          ) : null}
        </Notice>
      )}
      <Button wide busy={busy.value} onClick={() => void signOut()}>
        {t("accounts.leave.sign_out")}
      </Button>
      <p role="status" class="muted">
        {busy.value ? t("accounts.leave.checking") : null}
      </p>
    </Screen>
  );
}

interface ProveProps {
  readonly action: string;
  readonly act: (secret: string) => Promise<Result<void, KeysFailure>>;
  readonly onDone: () => void;
}

/** The passphrase once more, under a heading that says what for. */
function Prove({ action, act, onDone }: ProveProps): JSX.Element {
  const state = useFormState();
  const secret = useField();
  const submit = async (): Promise<void> => {
    if (!check([[secret, secret.value.value === "" ? t("accounts.passphrase_missing") : null]])) return;
    const done = await act(secret.value.value);
    if (done.ok) onDone();
    else state.problem.value = t(`accounts.keys_failed.${done.type}`);
  };
  return (
    <AccountForm state={state} fields={[secret]} action={action} working={t("accounts.leave.proving")} onSubmit={submit}>
      <SecretField field={secret} label={t("accounts.secret_now")} hint={t("accounts.unlock_hint")} />
    </AccountForm>
  );
}

const LOST = ["server", "phones", "this_phone"] as const;

export function DeleteAccountScreen(): JSX.Element {
  const vault = useVault();
  const ends = vault.leaving.value;
  if (vault.login.value === null) return <AccountScreen />;
  return (
    <Screen key={ends ?? ""} title={t("accounts.leave.delete")} back={{ href: BACK, label: t("accounts.title") }}>
      {ends === null ? <Begin /> : <InGrace ends={ends} />}
      <Card title={t("accounts.leave.at_once")}>
        <p>{t("accounts.leave.at_once_body")}</p>
        <Prove action={t("accounts.leave.at_once")} act={(secret) => vault.erase(secret)} onDone={home} />
      </Card>
    </Screen>
  );
}

function Begin(): JSX.Element {
  const vault = useVault();
  return (
    <>
      <ul class="plain-list">
        {LOST.map((lost) => (
          <li key={lost}>{t(`accounts.leave.lost.${lost}`)}</li>
        ))}
      </ul>
      <Card title={t("accounts.leave.in_seven_days")}>
        <p>{t("accounts.leave.in_seven_days_body")}</p>
        <Prove action={t("accounts.leave.in_seven_days")} act={(secret) => vault.leave(secret)} onDone={() => undefined} />
      </Card>
    </>
  );
}

function InGrace({ ends }: { readonly ends: string }): JSX.Element {
  const vault = useVault();
  return (
    <Card tone="due" title={t("accounts.leave.ends", { day: longDate(Date.parse(ends)) })}>
      <p>{t("accounts.leave.grace_body")}</p>
      <Prove action={t("accounts.leave.stay")} act={(secret) => vault.stay(secret)} onDone={() => undefined} />
    </Card>
  );
}
