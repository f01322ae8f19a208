// The devices of the account: which, what kind, when last seen; a lost one is removed, or all but this one.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { longDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { DeviceView } from "../vault/keys-port.js";
import { AccountScreen } from "./account-screen.js";
import { RemoveDevices } from "./remove-devices.js";

/** The server counts days in UTC: noon is on that day everywhere people live. */
function lastSeen({ lastSeenDay }: DeviceView): string {
  return lastSeenDay === null ? t("accounts.devices.never_seen") : t("accounts.devices.last_seen", { day: longDate(Date.parse(`${lastSeenDay}T12:00:00Z`)) });
}

function DeviceCard({ device, onRemove }: { readonly device: DeviceView; readonly onRemove: () => void }): JSX.Element {
  const { letter, kind, here, revoked } = device;
  const name = t("accounts.devices.name", { letter, kind: kind ?? t("accounts.devices.unknown_kind") });
  return (
    <Card title={name}>
      {here ? <p>{t("accounts.devices.here")}</p> : null}
      <p class="muted">{revoked ? t("accounts.devices.removed") : lastSeen(device)}</p>
      {here || revoked ? null : (
        <Button weight="secondary" label={t("accounts.devices.remove_named", { name })} onClick={onRemove}>
          {t("accounts.devices.remove")}
        </Button>
      )}
    </Card>
  );
}

export function DevicesScreen(): JSX.Element {
  const vault = useVault();
  const list = useSignal<readonly DeviceView[] | null>(null);
  const problem = useSignal<string | null>(null);
  const removing = useSignal<readonly DeviceView[] | null>(null);
  const load = async (): Promise<void> => {
    problem.value = null;
    const found = await vault.devices();
    if (found.ok) list.value = found.value;
    else problem.value = t(`accounts.keys_failed.${found.type}`);
  };
  useEffect(() => void load(), [vault]);
  if (vault.login.value === null) return <AccountScreen />;
  const others = list.value?.filter(({ here, revoked }) => !here && !revoked) ?? [];
  return (
    <Screen title={t("accounts.devices.title")} back={{ href: "#/account", label: t("accounts.title") }}>
      <p class="lead">{t("accounts.devices.lead")}</p>
      {problem.value === null ? null : (
        <Notice tone="due" live title={problem.value}>
          <Button weight="secondary" onClick={() => void load()}>
            {t("ui.try_again")}
          </Button>
        </Notice>
      )}
      {list.value === null && problem.value === null ? <p role="status">{t("ui.loading")}</p> : null}
      {list.value?.map((device) => <DeviceCard key={device.id} device={device} onRemove={() => (removing.value = [device])} />)}
      {others.length > 1 ? (
        <Button weight="secondary" wide onClick={() => (removing.value = others)}>
          {t("accounts.devices.remove_others")}
        </Button>
      ) : null}
      {list.value !== null && list.value.length === 1 ? <p class="muted">{t("accounts.devices.only_this")}</p> : null}
      {removing.value === null ? null : <RemoveDevices devices={removing.value} onClose={() => (removing.value = null)} onDone={load} />}
    </Screen>
  );
}
