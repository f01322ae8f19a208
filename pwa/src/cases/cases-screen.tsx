// All cases: open, rename, archive or bring back, and start another.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { CaseSummary } from "../vault/port.js";
import { CaseCard } from "./case-card.js";
import { NewCase } from "./new-case.js";

export function CasesScreen(): JSX.Element {
  const vault = useVault();
  const archived = useSignal<CaseSummary | null>(null);
  const problem = useSignal<string | null>(null);
  const all = vault.cases.value;
  const setArchived = async (one: CaseSummary, to: boolean): Promise<void> => {
    const saved = await vault.editCase(one.id, { archived: to });
    problem.value = saved.ok ? null : failureWords(saved.type);
    archived.value = saved.ok && to ? one : null;
  };
  const cards = (some: readonly CaseSummary[]): JSX.Element[] => some.map((one) => <CaseCard key={one.id} one={one} onArchive={(to) => void setArchived(one, to)} />);
  const shelved = all.filter((one) => one.archived);
  const undoable = archived.value;
  return (
    <Screen title={t("cases.title")}>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      {undoable === null ? null : (
        <Notice tone="info" live title={t("cases.archived_said", { title: undoable.title })}>
          <Button weight="secondary" onClick={() => void setArchived(undoable, false)}>
            {t("ui.undo")}
          </Button>
        </Notice>
      )}
      {all.length === 0 ? <p class="lead">{t("cases.none")}</p> : null}
      {cards(all.filter((one) => !one.archived))}
      <NewCase />
      {shelved.length === 0 ? null : <h2>{t("cases.archived")}</h2>}
      {cards(shelved)}
    </Screen>
  );
}
