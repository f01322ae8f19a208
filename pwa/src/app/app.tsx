// The whole app on one page: the frame at once, then what is shown while the vault starts, is locked, broken or open.
import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/t.js";
import { ExitCover, ExitLink, left } from "../safety/exit.js";
import { HelpSheet } from "../safety/help-sheet.js";
import { SheetExtra } from "../ui/sheet.js";
import type { Vault } from "../vault/port.js";
import { Content, isFirstRun } from "./content.js";
import { BottomBar } from "./bottom-bar.js";
import { CallBar } from "./call-bar.js";
import { FaultBoundary, FaultNotice } from "./fault.js";
import { Header } from "./header.js";
import { HelpButton } from "./help-button.js";
import { route } from "./route.js";
import { UpdateBar } from "./update-bar.js";
import { WaitingBar } from "./waiting-bar.js";
import { VaultContext } from "./vault-context.js";

/** Null until the vault's own script has arrived: Help now and Exit work before that. */
export type ComingVault = ReadonlySignal<Vault | null>;

const wayOut = (): JSX.Element => (
  <div class="way-out">
    <ExitLink />
    <HelpButton />
  </div>
);

export function App({ coming }: { readonly coming: ComingVault }): JSX.Element {
  const vault = coming.value;
  return (
    <VaultContext.Provider value={vault}>
      <SheetExtra.Provider value={wayOut}>{left.value ? null : <Frame vault={vault} />}</SheetExtra.Provider>
      <SheetExtra.Provider value={() => <ExitLink />}>
        <HelpSheet />
      </SheetExtra.Provider>
      <ExitCover lock={() => vault?.lock() ?? Promise.resolve()} />
    </VaultContext.Provider>
  );
}

function Frame({ vault }: { readonly vault: Vault | null }): JSX.Element {
  const phase = vault?.phase.value.type ?? "starting";
  const open = vault !== null && phase === "open" && !isFirstRun(vault);
  useEffect(() => {
    document.documentElement.dataset["phase"] = phase;
  }, [phase]);
  return (
    <>
      <Header open={open} />
      <main class="main">
        <UpdateBar />
        <FaultNotice />
        {open ? <CallBar vault={vault} /> : null}
        {open ? <WaitingBar vault={vault} /> : null}
        {vault === null ? <p role="status">{t("ui.loading")}</p> : <Guarded vault={vault} />}
      </main>
      {open ? <BottomBar /> : null}
    </>
  );
}

function Guarded({ vault }: { readonly vault: Vault }): JSX.Element {
  return (
    <FaultBoundary key={route.value.visit}>
      <Content vault={vault} />
    </FaultBoundary>
  );
}
