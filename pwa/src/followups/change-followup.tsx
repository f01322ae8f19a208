// Changing the date, the repeat or what to ask; a done one can be opened again this way.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { failureWords } from "../app/save-failure.js";
import { zone } from "../app/zone.js";
import { useVault } from "../app/vault-context.js";
import { changeFollowup } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { checkSchedule, rescheduled, useSchedule } from "./schedule.js";
import { ScheduleFields } from "./schedule-fields.js";

interface ChangeProps {
  readonly followup: Followup;
  readonly state: CaseState;
}

export function ChangeFollowup({ followup, state }: ChangeProps): JSX.Element {
  const changing = useSignal(false);
  if (changing.value) return <ChangeForm followup={followup} state={state} onDone={() => (changing.value = false)} />;
  return (
    <Button weight="secondary" onClick={() => (changing.value = true)}>
      {followup.state === "open" ? t("followups.change") : t("followups.open_again")}
    </Button>
  );
}

function ChangeForm({ followup, state, onDone }: ChangeProps & { readonly onDone: () => void }): JSX.Element {
  const vault = useVault();
  // What another phone changes meanwhile was not written here.
  const opened = useRef(followup).current;
  const form = useSchedule(opened);
  const attempt = useSignal(0);
  const problem = useSignal<string | null>(null);
  const submit = async (): Promise<void> => {
    attempt.value += 1;
    if (!checkSchedule(form, null)) return;
    const change = rescheduled(form, opened, zone());
    const now = vault.current.value?.followups.get(followup.id) ?? followup;
    const saved = await vault.save(state.id, (stamp) => (Object.keys(change).length === 0 ? [] : changeFollowup(stamp, now, change)));
    if (saved.ok) onDone();
    else problem.value = failureWords(saved.type);
  };
  return (
    <Form onSubmit={submit}>
      <h2>{t("followups.change")}</h2>
      <ScheduleFields form={form} attempt={attempt.value} />
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <div class="actions">
        <Button type="submit">{t("ui.save")}</Button>
        <Button weight="secondary" onClick={onDone}>
          {t("ui.cancel")}
        </Button>
      </div>
    </Form>
  );
}
