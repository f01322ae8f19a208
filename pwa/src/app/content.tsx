// What fills the frame: the first run, a screen, or why there is none.
import type { JSX } from "preact";
import { LockedScreen } from "../accounts/locked-screen.js";
import { FirstRun } from "../first-run/first-run.js";
import { t } from "../i18n/t.js";
import { Today } from "../today/today.js";
import type { Vault } from "../vault/port.js";
import { BrokenScreen } from "./broken-screen.js";
import { LazyScreen } from "./lazy-screen.js";
import { prefs } from "./preferences.js";
import { route } from "./route.js";
import { findLocked, findScreen, isEarly } from "./screen-table.js";

export function isFirstRun(vault: Vault): boolean {
  const atHome = findScreen(route.value) === null;
  return atHome && prefs.value.first_run_done !== true && vault.cases.value.length === 0 && vault.login.value === null;
}

export function Content({ vault }: { readonly vault: Vault }): JSX.Element {
  const phase = vault.phase.value;
  const { query, visit } = route.value;
  if (phase.type === "starting") return <p role="status">{t("ui.loading")}</p>;
  if (phase.type === "broken") return <BrokenScreen code={phase.code} />;
  if (phase.type === "locked") {
    const without = findLocked(route.value, vault.waiting.value.call !== null);
    return without === null ? <LockedScreen login={phase.login} /> : <LazyScreen key={visit} waits={false} load={without.load} id={without.id} query={query} />;
  }
  if (isFirstRun(vault)) return <FirstRun />;
  const found = findScreen(route.value);
  if (found === null) return <Today />;
  return <LazyScreen key={visit} waits={!vault.whole.value && !isEarly(route.value)} load={found.load} id={found.id} query={query} />;
}
