// The draft: passages in the writer's own words, threats word for word, questions for whoever wants them.
import { useSignal } from "@preact/signals";
import { MessageSquareQuote, Plus } from "lucide";
import type { JSX } from "preact";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import { type DraftPart, keptParts, placeAbove, type Statement } from "../domain/statement.js";
import type { Part } from "../domain/statement-text.js";
import { clockTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { Notice } from "../ui/notice.js";
import { RowButton } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { addPart } from "./begin.js";
import { OfferHelp } from "./offer-help.js";
import { PartEditor } from "./part-editor.js";
import { PROMPTS } from "./prompts.js";
import { type HeldDraft, type KeptState, useDraft } from "./use-draft.js";

interface DraftProps {
  readonly statement: Statement;
  readonly state: CaseState;
}

export function Editor({ statement, state }: DraftProps): JSX.Element {
  const vault = useVault();
  const held = useDraft(state.id);
  const fresh = useSignal<Id | null>(null);
  const add = async (kind: Part["kind"], asked: string | null = null): Promise<void> => {
    const made = await addPart(vault, state.id, statement, kind, asked);
    if (made.ok) fresh.value = made.value;
    else held.state.value = { type: "failed", failure: made.type };
  };
  const young = statement.form === "under18";
  const words = young ? "under18" : statement.voice;
  return (
    <Screen title={t(`statement.editor.${words}_title`)} back={{ href: "#/statement", label: t("statement.title") }}>
      <p class="lead">{t(young ? "statement.editor.under18_lead" : "statement.editor.adult_lead")}</p>
      {young ? <Notice tone="info">{t("statement.editor.under18_beside")}</Notice> : null}
      <p class="muted">{t("statement.editor.no_details")}</p>
      <Kept state={held.state.value} />
      <Parts kind="passage" statement={statement} state={state} held={held} fresh={fresh.value} />
      <Button weight="secondary" icon={Plus} onClick={() => void add("passage")}>
        {t("statement.editor.add")}
      </Button>
      {young ? null : <Questions onAsk={(asked) => void add("passage", asked)} />}
      <h2>{t("statement.editor.threats_title")}</h2>
      <p class="hint">{t("statement.editor.threats_hint")}</p>
      <Parts kind="threat" statement={statement} state={state} held={held} fresh={fresh.value} />
      <Button weight="secondary" icon={MessageSquareQuote} onClick={() => void add("threat")}>
        {t("statement.editor.add_threat")}
      </Button>
      <LinkButton wide href={`#/statement/${statement.id}?review`}>
        {t("statement.editor.read")}
      </LinkButton>
      <LinkButton weight="secondary" wide href="#/record">
        {t("statement.editor.later")}
      </LinkButton>
    </Screen>
  );
}

interface PartsProps extends DraftProps {
  readonly kind: Part["kind"];
  readonly held: HeldDraft;
  readonly fresh: Id | null;
}

function Parts({ kind, statement, state, held, fresh }: PartsProps): JSX.Element {
  const gone = useSignal<DraftPart | null>(null);
  const parts = keptParts(statement).filter((part) => part.kind === kind);
  const up = (id: Id): (() => void) | null => {
    const place = placeAbove(parts, id);
    return place === null ? null : () => held.change(id, { place });
  };
  const remove = (part: DraftPart): void => {
    held.change(part.id, { removed: true });
    if (held.field(part).value.peek().trim() !== "") gone.value = part;
  };
  const back = (part: DraftPart): void => {
    held.change(part.id, { removed: false });
    gone.value = null;
  };
  return (
    <>
      {parts.map((part, place) => (
        <div class="stack" key={part.id}>
          <PartEditor part={part} number={place + 1} state={state} held={held} fresh={part.id === fresh} onUp={up(part.id)} onRemove={() => remove(part)} />
          {held.heavy.value === part.id ? <Heavy /> : null}
        </div>
      ))}
      {gone.value === null ? null : <Undo part={gone.value} onUndo={back} />}
    </>
  );
}

/** Told to go, it stays away until this screen is opened again. */
function Heavy(): JSX.Element | null {
  const seen = useSignal(false);
  return seen.value ? null : <OfferHelp onDone={() => (seen.value = true)} />;
}

function Undo({ part, onUndo }: { readonly part: DraftPart; readonly onUndo: (part: DraftPart) => void }): JSX.Element {
  return (
    <Notice tone="info" live title={t("statement.editor.removed")}>
      <Button weight="secondary" onClick={() => onUndo(part)}>
        {t("ui.undo")}
      </Button>
    </Notice>
  );
}

function Questions({ onAsk }: { readonly onAsk: (asked: string) => void }): JSX.Element {
  return (
    <Disclosure summary={t("statement.editor.prompts")}>
      <p>{t("statement.editor.prompts_lead")}</p>
      <div class="rows">
        {PROMPTS.map((prompt) => (
          <RowButton key={prompt} title={t(`statement.ask.${prompt}`)} onClick={() => onAsk(prompt)} />
        ))}
      </div>
    </Disclosure>
  );
}

function Kept({ state }: { readonly state: KeptState }): JSX.Element {
  return (
    <div class="statement-kept">
      <p role="status" class="muted">
        {state.type === "saved" ? t("statement.editor.saved", { time: clockTime(state.at) }) : null}
        {state.type === "typing" ? t("statement.editor.saving") : null}
      </p>
      {state.type === "failed" ? (
        <Notice tone="wrong" live title={failureWords(state.failure)}>
          <p>{t("statement.editor.not_saved")}</p>
        </Notice>
      ) : null}
    </div>
  );
}
