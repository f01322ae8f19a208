// A reminder was opened whose follow-up is not in the case on screen: look in the other cases, then say so.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Screen } from "../ui/screen.js";
import type { Vault } from "../vault/port.js";

/** Leaves the case that holds it on screen; when none does, the one that was there. */
async function find(vault: Vault, id: string): Promise<boolean> {
  const before = vault.current.value?.id;
  for (const { id: caseId } of vault.cases.value) {
    if (caseId === before) continue;
    await vault.switchCase(caseId);
    if (vault.current.value?.followups.has(id) === true) return true;
  }
  if (before !== undefined) await vault.switchCase(before);
  return false;
}

export function MissingFollowup({ id }: { readonly id: string | null }): JSX.Element {
  const vault = useVault();
  const looking = useSignal(id !== null);
  useEffect(() => {
    if (id !== null) void find(vault, id).then((found) => (looking.value = found));
  }, [id]);
  if (looking.value) return <p role="status">{t("ui.loading")}</p>;
  return (
    <Screen title={t("followups.missing_title")}>
      <p>{t("followups.missing")}</p>
      <LinkButton href="#/followups">{t("followups.title")}</LinkButton>
    </Screen>
  );
}
