// Done and Tomorrow: at once, said in words, and undone with one tap.
import { useSignal } from "@preact/signals";
import { CalendarPlus, Check } from "lucide";
import type { JSX } from "preact";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { changeFollowup } from "../domain/build.js";
import type { FollowupFields } from "../domain/fields.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import { whenDone, whenTomorrow } from "../domain/followups.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";

type Change = Partial<Omit<FollowupFields, "rev">>;

interface DoneProps {
  readonly followup: Followup;
  readonly state: CaseState;
}

export function DoneAndTomorrow({ followup, state }: DoneProps): JSX.Element {
  const vault = useVault();
  const said = useSignal<string | null>(null);
  const before = useSignal<Change | null>(null);
  const problem = useSignal<string | null>(null);
  const change = async (fields: Change, undo: Change | null, words: string | null): Promise<void> => {
    const now = vault.current.value?.followups.get(followup.id) ?? followup;
    const saved = await vault.save(state.id, (stamp) => changeFollowup(stamp, now, fields));
    problem.value = saved.ok ? null : failureWords(saved.type);
    if (!saved.ok) return;
    before.value = undo;
    said.value = words;
  };
  const { due, rule, snoozed, state: stateBefore } = followup;
  const undo = { due, rule, snoozed, state: stateBefore };
  const back = before.value;
  return (
    <>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      {said.value === null || back === null ? null : (
        <Notice tone="done" live title={said.value}>
          <Button weight="secondary" onClick={() => void change(back, null, null)}>
            {t("ui.undo")}
          </Button>
        </Notice>
      )}
      {followup.state === "open" ? (
        <div class="actions">
          <Button weight="secondary" icon={Check} onClick={() => void change(whenDone(followup, Date.now()), undo, t("followups.said_done"))}>
            {t("followups.done_action")}
          </Button>
          <Button weight="secondary" icon={CalendarPlus} onClick={() => void change(whenTomorrow(followup, Date.now()), undo, t("followups.said_tomorrow"))}>
            {t("followups.tomorrow")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
