// A call that nobody has hung up: one line above every screen that leads back to it.
import { Phone } from "lucide";
import type { JSX } from "preact";
import { ongoing } from "../domain/call.js";
import { clockTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import type { Vault } from "../vault/port.js";
import { route } from "./route.js";

export function CallBar({ vault }: { readonly vault: Vault }): JSX.Element | null {
  const state = vault.current.value;
  const [call] = ongoing(state?.calls.values() ?? []);
  if (call === undefined || route.value.path.join("/") === `calls/${call.id}`) return null;
  return (
    <aside class="notice notice-info" aria-label={t("calls.going_on")}>
      <p class="notice-title">{t("calls.going_on_since", { service: call.service, time: clockTime(call.started) })}</p>
      <LinkButton icon={Phone} href={`#/calls/${call.id}`}>
        {t("calls.back_to_call")}
      </LinkButton>
    </aside>
  );
}
