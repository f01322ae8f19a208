// Which exhibits show what a passage says: picked from the record by their numbers.
import { X } from "lucide";
import type { JSX } from "preact";
import { exhibitWords } from "../app/exhibit-words.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import { inReadingOrder } from "../domain/reading-order.js";
import type { Id } from "../domain/records.js";
import { around } from "../domain/search.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { useField } from "../ui/field-state.js";
import { Select } from "../ui/select.js";

const LONGEST = 40;

interface LinksProps {
  readonly state: CaseState;
  readonly linked: readonly Id[];
  readonly onChange: (exhibits: readonly Id[]) => void;
}

export function ExhibitLinks({ state, linked, onChange }: LinksProps): JSX.Element | null {
  const there = inReadingOrder(state.exhibits.values()).filter(({ removed }) => removed === null);
  const others = there.filter(({ id }) => !linked.includes(id));
  const chosen = useField();
  if (there.length === 0 && linked.length === 0) return null;
  const link = (id: string): void => {
    chosen.value.value = "";
    if (id !== "") onChange([...linked, id]);
  };
  return (
    <div class="stack">
      {linked.length === 0 ? null : (
        <ul class="chips statement-exhibits" aria-label={t("statement.editor.exhibits")}>
          {linked.map((id) => (
            <li key={id}>
              <Button weight="secondary" icon={X} label={t("statement.editor.exhibits_remove", { label: labelOf(state, id) })} onClick={() => onChange(linked.filter((one) => one !== id))}>
                {labelOf(state, id)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {others.length === 0 ? null : (
        <Select
          key={linked.length}
          field={chosen}
          label={t("statement.editor.exhibits_add")}
          options={[{ value: "", label: t("statement.editor.exhibits_choose") }, ...others.map((exhibit) => ({ value: exhibit.id, label: nameOf(exhibit) }))]}
          onChange={link}
        />
      )}
    </div>
  );
}

/** One that has not arrived yet has no number here. */
function labelOf(state: CaseState, id: Id): string {
  return state.exhibits.get(id)?.label ?? "…";
}

function nameOf(exhibit: Exhibit): string {
  const words = around(exhibitWords(exhibit), "", LONGEST);
  return words === "" ? exhibit.label : `${exhibit.label} · ${words}`;
}
