// The account of this phone: none yet, or whose it is, its keys, and the lock.
import { Fingerprint, KeyRound, Lock, LogOut, ScrollText, Smartphone, Trash2 } from "lucide";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import type { SyncView } from "../vault/port.js";
import { SignInAgain } from "./sign-in-again.js";

function needsSecret(problem: SyncView["problem"]): boolean {
  return problem === "signed_out" || problem === "new_keys";
}

export function AccountScreen(): JSX.Element {
  const vault = useVault();
  const login = vault.login.value;
  if (login === null) return <NoAccount />;
  return (
    <Screen title={t("accounts.title")} back={{ href: "#/settings", label: t("settings.title") }}>
      {needsSecret(vault.sync.value.problem) ? <SignInAgain /> : null}
      <Card>
        <p class="muted">{t("accounts.signed_in_as")}</p>
        <p class="lead">{login}</p>
        <p>{t("accounts.what_private")}</p>
      </Card>
      {vault.codeUsed.value ? (
        <Notice tone="due" title={t("accounts.code_used")}>
          <p>{t("accounts.code_used_body")}</p>
        </Notice>
      ) : null}
      <div class="rows">
        <RowLink icon={KeyRound} href="#/account/passphrase" title={t("accounts.change_passphrase")} detail={t("accounts.change_passphrase_detail")} />
        <RowLink icon={Fingerprint} href="#/account/passkeys" title={t("passkeys.title")} detail={t("passkeys.detail")} />
        <RowLink icon={ScrollText} href="#/account/code" title={t("accounts.new_code")} detail={t("accounts.new_code_detail")} />
        <RowLink icon={Smartphone} href="#/account/devices" title={t("accounts.devices.title")} detail={t("accounts.devices.detail")} />
        <RowLink icon={LogOut} href="#/account/sign-out" title={t("accounts.leave.sign_out")} detail={t("accounts.leave.sign_out_detail")} />
        <RowLink icon={Trash2} href="#/account/delete" title={t("accounts.leave.delete")} detail={t("accounts.leave.delete_detail")} />
      </div>
      <Button weight="secondary" icon={Lock} wide onClick={() => void vault.lock()}>
        {t("accounts.lock_now")}
      </Button>
      <p class="muted">{t("accounts.lock_note")}</p>
    </Screen>
  );
}

function NoAccount(): JSX.Element {
  return (
    <Screen title={t("accounts.title")} back={{ href: "#/settings", label: t("settings.title") }}>
      <p class="lead">{t("accounts.none_lead")}</p>
      <LinkButton wide href="#/account/new">
        {t("accounts.make")}
      </LinkButton>
      <LinkButton wide weight="secondary" href="#/account/sign-in">
        {t("accounts.sign_in")}
      </LinkButton>
      <LinkButton wide weight="secondary" href="#/account/recover">
        {t("accounts.use_code")}
      </LinkButton>
    </Screen>
  );
}
