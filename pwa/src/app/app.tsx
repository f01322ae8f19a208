// The whole app on one page: what is shown while the vault starts, is locked, broken or open.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { LockedScreen } from "../accounts/locked-screen.js";
import { FirstRun } from "../first-run/first-run.js";
import { t } from "../i18n/t.js";
import { ExitCover, ExitLink } from "../safety/exit.js";
import { HelpSheet } from "../safety/help-sheet.js";
import { Today } from "../today/today.js";
import { SheetExtra } from "../ui/sheet.js";
import type { Vault } from "../vault/port.js";
import { BottomBar } from "./bottom-bar.js";
import { BrokenScreen } from "./broken-screen.js";
import { Header } from "./header.js";
import { LazyScreen } from "./lazy-screen.js";
import { prefs } from "./preferences.js";
import { route } from "./route.js";
import { findScreen } from "./screen-table.js";
import { UpdateBar } from "./update-bar.js";
import { VaultContext } from "./vault-context.js";

export function App({ vault }: { readonly vault: Vault }): JSX.Element {
  return (
    <VaultContext.Provider value={vault}>
      <SheetExtra.Provider value={() => <ExitLink />}>
        <Frame vault={vault} />
        <HelpSheet />
        <ExitCover lock={() => void vault.lock()} />
      </SheetExtra.Provider>
    </VaultContext.Provider>
  );
}

function Frame({ vault }: { readonly vault: Vault }): JSX.Element {
  const open = vault.phase.value.type === "open" && !isFirstRun(vault);
  return (
    <>
      <Header open={open} />
      <main class="main">
        <UpdateBar />
        <Content vault={vault} />
      </main>
      {open ? <BottomBar /> : null}
    </>
  );
}

function isFirstRun(vault: Vault): boolean {
  const atHome = findScreen(route.value) === null;
  return atHome && prefs.value.first_run_done !== true && vault.cases.value.length === 0 && vault.login.value === null;
}

function Content({ vault }: { readonly vault: Vault }): JSX.Element | null {
  const phase = vault.phase.value;
  const { hash, query } = route.value;
  useEffect(() => {
    document.documentElement.dataset["phase"] = phase.type;
  }, [phase.type]);
  if (phase.type === "starting") return <p role="status">{t("ui.loading")}</p>;
  if (phase.type === "broken") return <BrokenScreen code={phase.code} />;
  const found = findScreen(route.value);
  if (phase.type === "locked" && route.value.path[0] !== "guide") return <LockedScreen login={phase.login} />;
  if (isFirstRun(vault)) return <FirstRun />;
  if (found === null) return <Today />;
  return <LazyScreen key={hash} load={found.load} id={found.id} query={query} />;
}
