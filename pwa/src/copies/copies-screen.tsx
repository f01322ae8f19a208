// Where the copies of the record do not agree, and what could not be verified: what it is, and what can be done.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Screen } from "../ui/screen.js";
import type { Quarantined } from "../vault/logs-port.js";
import { ForkCard } from "./fork-card.js";
import { QuarantineList } from "./quarantine-list.js";

export function CopiesScreen(): JSX.Element {
  const vault = useVault();
  const forked = vault.forked.value;
  const count = vault.sync.value.quarantined;
  const [items, setItems] = useState<readonly Quarantined[]>([]);
  useEffect(() => {
    void vault.quarantined().then(setItems);
  }, [vault, count]);
  return (
    <Screen title={t("copies.title")} back={{ href: "#/today", label: t("today.title") }}>
      {forked.map((one) => (
        <ForkCard key={one.log} forked={one} />
      ))}
      {items.length === 0 ? null : <QuarantineList items={items} />}
      {forked.length === 0 && items.length === 0 ? <p class="lead">{t("copies.none")}</p> : null}
    </Screen>
  );
}
