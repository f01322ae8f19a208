// Reminders on this phone: asked only once there is something to be reminded of, in words first.
import { useSignal } from "@preact/signals";
import { Bell } from "lucide";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import type { Vault } from "../vault/port.js";

type Failure = Extract<Awaited<ReturnType<Vault["enablePush"]>>, { ok: false }>["type"];

/** `asking`: only where there is something to ask; a phone with reminders on is left in peace. */
export function PushOffer({ asking = false }: { readonly asking?: boolean }): JSX.Element | null {
  const vault = useVault();
  const state = vault.push.value.state;
  if (vault.login.value === null) return <NeedsAccount />;
  if (state === "on") return asking ? null : <Test />;
  return (
    <Card title={t("followups.push.title")}>
      {state === "lost" ? <Notice tone="due" title={t("followups.push.lost")} /> : null}
      {state === "denied" || state === "unsupported" || state === "needs_install" ? <p>{t(`followups.push.${state}`)}</p> : <Ask />}
    </Card>
  );
}

function NeedsAccount(): JSX.Element {
  return (
    <Card title={t("followups.push.title")}>
      <p>{t("followups.push.needs_account")}</p>
      <LinkButton weight="secondary" href="#/account/new">
        {t("accounts.make")}
      </LinkButton>
    </Card>
  );
}

function Ask(): JSX.Element {
  const vault = useVault();
  const failed = useSignal<Failure | null>(null);
  const busy = useSignal(false);
  const ask = async (): Promise<void> => {
    busy.value = true;
    const result = await vault.enablePush();
    busy.value = false;
    failed.value = result.ok ? null : result.type;
  };
  return (
    <>
      <p>{t("followups.push.ask")}</p>
      <p class="muted">{t("followups.push.neutral")}</p>
      {failed.value === null ? null : <Notice tone="wrong" live title={t(`followups.push.${failed.value}`)} />}
      <Button weight="secondary" icon={Bell} busy={busy.value} onClick={() => void ask()}>
        {t("followups.push.turn_on")}
      </Button>
      <p role="status" class="muted">
        {busy.value ? t("ui.loading") : null}
      </p>
    </>
  );
}

function Test(): JSX.Element {
  const vault = useVault();
  const said = useSignal<"sent" | "offline" | "server" | null>(null);
  const test = async (): Promise<void> => {
    const result = await vault.testPush();
    said.value = result.ok ? "sent" : result.type;
  };
  return (
    <Card title={t("followups.push.on")}>
      <p>{t("followups.push.on_body")}</p>
      <div class="actions">
        <Button weight="secondary" icon={Bell} onClick={() => void test()}>
          {t("followups.push.test")}
        </Button>
        <Button weight="quiet" onClick={() => void vault.disablePush()}>
          {t("followups.push.turn_off")}
        </Button>
      </div>
      <p role="status">{said.value === null ? null : t(`followups.push.${said.value}`)}</p>
    </Card>
  );
}
