// A draft as its screen holds it: words in memory while they are typed, kept within half a second, marks kept at once.
import { type Signal, useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import { Keeper } from "../app/keeper.js";
import { useTyping } from "../app/typing.js";
import { useVault } from "../app/vault-context.js";
import { setPassage } from "../domain/build.js";
import { soundsDistressed } from "../domain/distress.js";
import type { PassageFields } from "../domain/fields.js";
import type { Id, Ms } from "../domain/records.js";
import type { DraftPart } from "../domain/statement.js";
import { type FieldState, makeField } from "../ui/field-state.js";
import type { SaveFailure } from "../vault/port.js";

type PartChange = Partial<PassageFields>;

export type KeptState = { readonly type: "clean" | "typing" } | { readonly type: "saved"; readonly at: Ms } | { readonly type: "failed"; readonly failure: SaveFailure["type"] };

export interface HeldDraft {
  readonly state: Signal<KeptState>;
  /** The passage after which people who listen are offered; never one with someone else's exact words. */
  readonly heavy: Signal<Id | null>;
  /** Its words as they stand on the screen. */
  readonly field: (part: DraftPart) => FieldState;
  readonly typed: (part: DraftPart) => void;
  readonly change: (id: Id, change: PartChange) => void;
}

/** Field by field, so that what is typed and what is marked meanwhile do not undo each other. */
type Waiting = Record<string, { readonly id: Id; readonly change: PartChange }>;

function waitingFor(id: Id, change: PartChange): Waiting {
  return Object.fromEntries(Object.entries(change).map(([name, value]) => [`${id} ${name}`, { id, change: { [name]: value } }]));
}

export function useDraft(caseId: Id): HeldDraft {
  const vault = useVault();
  const state = useSignal<KeptState>({ type: "clean" });
  const heavy = useSignal<Id | null>(null);
  const [fields] = useState(() => new Map<Id, FieldState>());
  const [dirty] = useState(() => new Map<Id, DraftPart>());
  const [keeper] = useState(
    () =>
      new Keeper<Waiting>(
        (waiting) => vault.save(caseId, (stamp) => Object.values(waiting).flatMap((one) => (one === undefined ? [] : setPassage(stamp, one.id, one.change)))),
        (failure) => (state.value = failure === null ? { type: "saved", at: Date.now() } : { type: "failed", failure }),
      ),
  );
  const collect = (): void => {
    for (const [id, part] of dirty) {
      const text = fields.get(id)?.value.value ?? part.words;
      keeper.add(waitingFor(id, { text }));
      if (part.kind === "passage" && soundsDistressed(text)) heavy.value ??= id;
    }
    dirty.clear();
  };
  const save = (): void => {
    collect();
    keeper.keep({});
  };
  const typed = useTyping({
    save,
    settle: () => {
      collect();
      return keeper.settled();
    },
  });
  return {
    state,
    heavy,
    field: (part) => {
      const field = fields.get(part.id) ?? makeField(`part-${part.id}`, part.words);
      fields.set(part.id, field);
      return field;
    },
    typed: (part) => {
      state.value = { type: "typing" };
      dirty.set(part.id, part);
      typed();
    },
    change: (id, change) => keeper.keep(waitingFor(id, change)),
  };
}
