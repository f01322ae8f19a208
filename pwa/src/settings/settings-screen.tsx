// Settings: words, looks, who this is about, reminders, where things are kept.
import { CircleUserRound, FileLock2, Folder, FolderInput, Footprints, HardDrive, Lock, MonitorSmartphone, ShieldCheck, Smartphone } from "lucide";
import type { JSX } from "preact";
import { isIphoneBrowser } from "../app/installed.js";
import { LookPick } from "../app/look-pick.js";
import { changePrefs, prefs } from "../app/preferences.js";
import { useVault } from "../app/vault-context.js";
import { AUDIENCES, type Audience } from "../domain/records.js";
import { language, t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { AutoLock } from "./auto-lock.js";
import { NeutralWords } from "./neutral-words.js";
import { Pick } from "../ui/pick.js";
import { StorageCard } from "./storage-card.js";

const THEMES = ["system", "light", "dark"] as const;
const LANGUAGES = [
  { value: "en", label: "English" },
  { value: "fr", label: "Français" },
] as const;

export function SettingsScreen(): JSX.Element {
  const vault = useVault();
  const current = vault.current.value?.id;
  const audience = vault.cases.value.find(({ id }) => id === current)?.audience ?? prefs.value.audience ?? null;
  const setAudience = async (next: Audience): Promise<void> => {
    await changePrefs({ audience: next });
    if (current !== undefined) await vault.editCase(current, { audience: next });
  };
  return (
    <Screen title={t("settings.title")}>
      <div class="rows">
        <RowLink icon={CircleUserRound} href="#/account" title={t("accounts.title")} detail={vault.login.value ?? t("settings.no_account")} />
        <RowLink icon={Folder} href="#/cases" title={t("cases.title")} detail={t("cases.manage")} />
        <RowLink icon={FileLock2} href="#/exports" title={t("exports.title")} detail={t("exports.row_detail")} />
        <RowLink icon={FolderInput} href="#/exports/read" title={t("exports.read_title")} detail={t("exports.read_detail")} />
        {isIphoneBrowser() ? <RowLink icon={MonitorSmartphone} href="#/exports/move" title={t("exports.move.title")} detail={t("exports.move.detail")} /> : null}
        <RowLink icon={HardDrive} href="#/settings/storage" title={t("settings.space.title")} detail={t("settings.space.row_hint")} />
        <RowLink icon={Smartphone} href="#/settings/phone" title={t("phones.title")} detail={t("phones.row_hint")} />
        <RowLink icon={ShieldCheck} href="#/privacy" title={t("settings.privacy_title")} />
        <RowLink icon={Footprints} href="#/guide/traces" title={t("safety.traces")} detail={t("safety.traces_hint")} />
      </div>
      {vault.login.value === null ? null : (
        <Button weight="secondary" icon={Lock} onClick={() => void vault.lock()}>
          {t("accounts.lock_now")}
        </Button>
      )}
      <AutoLock />
      <Pick legend={t("settings.language")} value={language()} options={LANGUAGES} onPick={(lang) => void changePrefs({ lang })} />
      <Pick legend={t("settings.theme")} value={prefs.value.theme ?? "system"} options={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))} onPick={(theme) => void changePrefs({ theme })} />
      <Pick legend={t("settings.about")} value={audience} options={AUDIENCES.map((value) => ({ value, label: t(`first_run.${value}`) }))} onPick={(next) => void setAudience(next)} />
      <LookPick />
      <NeutralWords />
      <StorageCard />
    </Screen>
  );
}
