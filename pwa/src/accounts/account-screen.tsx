// The account of this phone: none yet, or whose it is, and the lock.
import { Lock } from "lucide";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";

export function AccountScreen(): JSX.Element {
  const vault = useVault();
  const login = vault.login.value;
  if (login === null) return <NoAccount />;
  const signedOut = vault.sync.value.problem === "signed_out";
  return (
    <Screen title={t("accounts.title")} back={{ href: "#/settings", label: t("settings.title") }}>
      <Card>
        <p class="muted">{t("accounts.signed_in_as")}</p>
        <p class="lead">{login}</p>
        <p>{t("accounts.what_private")}</p>
      </Card>
      {signedOut ? <Notice tone="due" title={t("today.sync.problem.signed_out")} /> : null}
      <Button weight="secondary" icon={Lock} wide onClick={() => void vault.lock()}>
        {signedOut ? t("accounts.lock_and_sign_in") : t("accounts.lock_now")}
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
