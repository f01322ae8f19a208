// The account's passkeys: which there are, another one, one less.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { PasskeyView } from "../vault/passkeys-port.js";
import { AccountForm } from "./account-form.js";
import { useFormState } from "./form-state.js";
import { passkeyTrouble } from "./passkey-words.js";

export function PasskeysScreen(): JSX.Element {
  const vault = useVault();
  const [passkeys, setPasskeys] = useState<readonly PasskeyView[]>([]);
  const news = useSignal<string | null>(null);
  const read = useCallback(() => vault.passkeys().then(setPasskeys), [vault]);
  useEffect(() => {
    void read();
    void vault.refreshPasskeys().then(read);
  }, [vault, read]);
  const changed = (words: string): void => {
    news.value = words;
    void read();
  };
  return (
    <Screen title={t("passkeys.title")} back={{ href: "#/account", label: t("accounts.title") }}>
      <p class="lead">{t("passkeys.lead")}</p>
      {news.value === null ? null : <Notice tone="done" live title={news.value} />}
      {passkeys.length === 0 ? <p>{t("passkeys.none")}</p> : null}
      {passkeys.map((passkey) => (
        <OnePasskey key={passkey.id} passkey={passkey} onRemoved={() => changed(t("passkeys.removed"))} />
      ))}
      <p class="muted">{t("passkeys.synced")}</p>
      <p class="muted">{t("passkeys.lost")}</p>
      {vault.canUsePasskeys() ? <AddPasskey onAdded={() => changed(t("passkeys.added"))} /> : <Notice tone="info" title={t("passkeys.failed.unsupported")} />}
    </Screen>
  );
}

function AddPasskey({ onAdded }: { readonly onAdded: () => void }): JSX.Element {
  const vault = useVault();
  const state = useFormState();
  const name = useField();
  const submit = async (): Promise<void> => {
    const called = name.value.value.trim();
    if (!check([[name, called === "" ? t("passkeys.name_missing") : null]])) return;
    const result = await vault.addPasskey(called);
    if (!result.ok) state.problem.value = passkeyTrouble(result.type);
    else {
      name.value.value = "";
      onAdded();
    }
  };
  return (
    <Card title={t("passkeys.add_title")}>
      <AccountForm state={state} fields={[name]} action={t("passkeys.add")} working={t("passkeys.adding")} onSubmit={submit}>
        <TextField field={name} label={t("passkeys.name")} hint={t("passkeys.name_hint")} />
      </AccountForm>
    </Card>
  );
}

function OnePasskey({ passkey, onRemoved }: { readonly passkey: PasskeyView; readonly onRemoved: () => void }): JSX.Element {
  const vault = useVault();
  const [asking, busy, problem] = [useSignal(false), useSignal(false), useSignal<string | null>(null)];
  const name = passkey.name ?? t("passkeys.unnamed");
  const remove = async (): Promise<void> => {
    busy.value = true;
    const result = await vault.removePasskey(passkey.id).finally(() => (busy.value = false));
    asking.value = false;
    if (result.ok) onRemoved();
    else problem.value = passkeyTrouble(result.type);
  };
  return (
    <Card title={name}>
      <p class="muted">{t("passkeys.since", { date: shortDate(passkey.created) })}</p>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      {asking.value ? (
        <Notice tone="due" live title={t("passkeys.remove_title", { name })}>
          <p>{t("passkeys.remove_body")}</p>
          <Button weight="secondary" busy={busy.value} onClick={() => void remove()}>
            {t("passkeys.remove")}
          </Button>
          <Button weight="quiet" onClick={() => (asking.value = false)}>
            {t("passkeys.remove_keep")}
          </Button>
        </Notice>
      ) : (
        <Button weight="quiet" label={t("passkeys.remove_label", { name })} onClick={() => (asking.value = true)}>
          {t("passkeys.remove")}
        </Button>
      )}
    </Card>
  );
}
