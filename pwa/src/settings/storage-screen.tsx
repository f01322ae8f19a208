// Storage: what is kept here and on the account, pictures on mobile data, and giving room back to this phone.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { changePrefs, prefs } from "../app/preferences.js";
import { useVault } from "../app/vault-context.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { Amount, StorageView } from "../vault/blob-port.js";
import { FreeSpace } from "./free-space.js";
import { Pick } from "../ui/pick.js";

function words({ count, bytes }: Amount): string {
  return count === 0 ? t("settings.space.none") : t("settings.space.amount", { n: count, size: fileSize(bytes) });
}

function Amounts({ rows }: { readonly rows: readonly (readonly [string, Amount])[] }): JSX.Element {
  return (
    <dl class="pairs">
      {rows.map(([name, amount]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{words(amount)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Meter({ label, used, limit }: { readonly label: string; readonly used: number; readonly limit: number }): JSX.Element {
  return (
    <div class="progress">
      <p>{label}</p>
      <progress value={Math.min(used, limit)} max={Math.max(limit, 1)} aria-label={label} />
    </div>
  );
}

function OnThisPhone({ view }: { readonly view: StorageView }): JSX.Element {
  const { browser, cases } = view;
  return (
    <Card title={t("settings.space.here")}>
      <Amounts
        rows={[
          [t("settings.space.only_here"), view.onlyHere],
          [t("settings.space.copies"), view.copies],
          [t("settings.space.thumbnails"), view.thumbnails],
        ]}
      />
      {cases.length < 2 ? null : (
        <>
          <h3>{t("settings.space.by_case")}</h3>
          <Amounts rows={cases.map(({ title, originals }) => [title, originals] as const)} />
        </>
      )}
      {browser === null ? null : (
        <>
          <Meter label={t("settings.space.browser", { used: fileSize(browser.usedBytes), limit: fileSize(browser.limitBytes) })} used={browser.usedBytes} limit={browser.limitBytes} />
          <p>{browser.persisted ? t("settings.persisted") : t("settings.not_persisted")}</p>
        </>
      )}
    </Card>
  );
}

function OnTheAccount({ view }: { readonly view: StorageView }): JSX.Element {
  const { account } = view;
  return (
    <Card title={t("settings.space.account")}>
      {account === null ? <p>{t("settings.no_account")}</p> : null}
      {account === "offline" ? <p>{t("settings.space.account_offline")}</p> : null}
      {account === null || account === "offline" ? null : (
        <Meter label={t("settings.space.used", { used: fileSize(account.usedBytes), limit: fileSize(account.limitBytes) })} used={account.usedBytes} limit={account.limitBytes} />
      )}
      {account === null ? null : <Amounts rows={[[t("settings.space.away"), view.away]]} />}
    </Card>
  );
}

function MobileData(): JSX.Element {
  const tells = useVault().tellsMobileData;
  const options = [
    { value: "any" as const, label: t("settings.space.any") },
    { value: "ask" as const, label: tells ? t("settings.space.ask") : t("settings.space.ask_always") },
  ];
  return (
    <Pick
      legend={t("settings.space.pictures")}
      hint={tells ? t("settings.space.pictures_hint") : t("settings.space.pictures_untold")}
      value={prefs.value.upload_on ?? (tells ? "ask" : "any")}
      options={options}
      onPick={(upload_on) => void changePrefs({ upload_on })}
    />
  );
}

export function StorageScreen(): JSX.Element {
  const vault = useVault();
  const view = useSignal<StorageView | null>(null);
  const look = async (): Promise<void> => {
    view.value = await vault.storage();
  };
  // Asked again when something has gone out or come in.
  const { onlyHere, lastSynced } = vault.sync.value;
  useEffect(() => void look(), [vault, onlyHere, lastSynced]);
  return (
    <Screen title={t("settings.space.title")} back={{ href: "#/settings", label: t("settings.title") }}>
      {view.value === null ? <Notice tone="info" live title={t("ui.loading")} /> : <OnThisPhone view={view.value} />}
      {view.value === null ? null : <OnTheAccount view={view.value} />}
      <MobileData />
      {view.value === null || view.value.account === null ? null : <FreeSpace copies={view.value.copies} onDone={() => void look()} />}
    </Screen>
  );
}
