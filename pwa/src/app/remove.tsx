// Removing one thing: asked once, with what to do first when police already have a file number; then five seconds to undo.
import { useSignal } from "@preact/signals";
import { Trash2 } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { removeSoon } from "./pending-removal.js";
import { go } from "./route.js";
import { useVault } from "./vault-context.js";
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import type { Result, SaveFailure } from "../vault/port.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";

interface RemoveProps {
  readonly state: CaseState;
  readonly id: Id;
  readonly name: string;
  /** How to keep a copy of this first. */
  readonly copy?: ComponentChildren;
  /** What removing means for this kind of thing. */
  readonly meaning: string;
  readonly remove: () => Promise<Result<unknown, SaveFailure>>;
}

function policeHaveIt(state: CaseState): boolean {
  return [...state.numbers.values()].some(({ removed, body }) => removed === null && body.kind === "police_file");
}

export function Remove({ state, id, name, copy, meaning, remove }: RemoveProps): JSX.Element {
  const vault = useVault();
  const asking = useSignal(false);
  if (!asking.value) {
    return (
      <Button weight="quiet" icon={Trash2} onClick={() => (asking.value = true)}>
        {t("record.remove.open")}
      </Button>
    );
  }
  const confirm = async (): Promise<void> => {
    await removeSoon(vault, { id, name, commit: remove });
    go("#/record");
  };
  return (
    <Card tone="due" title={t("record.remove.title", { name })}>
      <p>{meaning}</p>
      {policeHaveIt(state) ? (
        <>
          <p>
            <strong>{t("record.remove.police")}</strong>
          </p>
          <p>{t("record.remove.export_first")}</p>
          {copy}
        </>
      ) : null}
      <div class="actions">
        <Button weight="secondary" onClick={() => void confirm()}>
          {t("record.remove.confirm")}
        </Button>
        <Button onClick={() => (asking.value = false)}>{t("record.remove.keep")}</Button>
      </div>
    </Card>
  );
}
