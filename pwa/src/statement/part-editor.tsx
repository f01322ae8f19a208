// One passage of a draft, or the exact words of one threat: its words, how the writer knows, and what shows it.
import { ArrowUp, EyeOff, Trash2 } from "lucide";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { CaseState } from "../domain/fold.js";
import type { DraftPart } from "../domain/statement.js";
import { HOWS } from "../domain/statement-text.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { TextArea } from "../ui/field.js";
import { ExhibitLinks } from "./exhibit-links.js";
import { promptKey } from "./prompts.js";
import type { HeldDraft } from "./use-draft.js";

interface PartProps {
  readonly part: DraftPart;
  /** From 1, among parts of its kind. */
  readonly number: number;
  readonly state: CaseState;
  readonly held: HeldDraft;
  /** Just made: typing goes on here. */
  readonly fresh: boolean;
  readonly onUp: (() => void) | null;
  readonly onRemove: () => void;
}

export function PartEditor({ part, number, state, held, fresh, onUp, onRemove }: PartProps): JSX.Element {
  const field = held.field(part);
  const prompt = part.asked === null ? null : promptKey(part.asked);
  const name = t(part.kind === "threat" ? "statement.editor.threat" : "statement.editor.passage", { n: number });
  useEffect(() => {
    if (fresh) document.getElementById(field.id)?.focus();
  }, []);
  return (
    <section class="card">
      <TextArea field={field} label={name} hint={prompt === null ? undefined : t(prompt)} rows={part.kind === "threat" ? 3 : 6} onInput={() => held.typed(part)} />
      {part.kind === "threat" ? null : <HowKnown part={part} held={held} />}
      <ExhibitLinks state={state} linked={part.exhibits} onChange={(exhibits) => held.change(part.id, { exhibits })} />
      {part.private ? <p class="confirm">{t("statement.private.note")}</p> : null}
      <div class="actions statement-tools">
        <Button weight="quiet" icon={EyeOff} pressed={part.private} label={t("statement.private.mark", { name })} onClick={() => held.change(part.id, { private: !part.private })}>
          {t("statement.private.button")}
        </Button>
        {onUp === null ? null : (
          <Button weight="quiet" icon={ArrowUp} label={t("statement.editor.up", { n: number })} onClick={onUp}>
            {t("statement.editor.move_up")}
          </Button>
        )}
        <Button weight="quiet" icon={Trash2} label={t(part.kind === "threat" ? "statement.editor.remove_threat" : "statement.editor.remove_one", { n: number })} onClick={onRemove}>
          {t("statement.editor.remove")}
        </Button>
      </div>
    </section>
  );
}

/** Seen or told: one of the two, or neither; a second tap takes the mark back. */
function HowKnown({ part, held }: Pick<PartProps, "part" | "held">): JSX.Element {
  return (
    <div class="even" role="group" aria-label={t("statement.editor.how")}>
      {HOWS.map((how) => (
        <Button key={how} weight="secondary" pressed={part.how === how} onClick={() => held.change(part.id, { how: part.how === how ? null : how })}>
          {t(`statement.editor.${how}`)}
        </Button>
      ))}
    </div>
  );
}
