// Under which name and icon to install: said where installing is offered, and in the settings.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Pick } from "../ui/pick.js";
import { changePrefs, prefs } from "./preferences.js";

export function LookPick(): JSX.Element {
  const options = [
    { value: "own", label: t("ui.app_name") },
    { value: "plain", label: t("settings.look_plain", { name: t("ui.plain_name") }) },
  ] as const;
  return <Pick legend={t("settings.look")} hint={t("settings.look_hint")} value={prefs.value.look ?? "own"} options={options} onPick={(look) => void changePrefs({ look })} />;
}
