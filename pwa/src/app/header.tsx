// The header of every screen: leave, which case, help now.
import { useSignal } from "@preact/signals";
import { ChevronDown } from "lucide";
import type { JSX } from "preact";
import { CaseSwitcher } from "../cases/case-switcher.js";
import { t } from "../i18n/t.js";
import { ExitLink } from "../safety/exit.js";
import { Icon } from "../ui/icon.js";
import { HelpButton } from "./help-button.js";
import { useVault } from "./vault-context.js";

export function Header({ open }: { readonly open: boolean }): JSX.Element {
  return (
    <header class="header">
      <div class="header-row">
        <ExitLink />
        {open ? <CaseButton /> : <AppName />}
        <HelpButton />
      </div>
    </header>
  );
}

function AppName(): JSX.Element {
  return <span class="case-button">{t("ui.app_name")}</span>;
}

function CaseButton(): JSX.Element {
  const switching = useSignal(false);
  const vault = useVault();
  const title = vault.cases.value.find((one) => one.id === vault.current.value?.id)?.title;
  if (title === undefined) return <AppName />;
  return (
    <>
      <button type="button" class="case-button" aria-label={t("cases.switch", { title })} onClick={() => (switching.value = true)}>
        <span>{title}</span>
        <Icon node={ChevronDown} size={18} />
      </button>
      {switching.value ? <CaseSwitcher onClose={() => (switching.value = false)} /> : null}
    </>
  );
}
