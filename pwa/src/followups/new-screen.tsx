// Setting a follow-up on a number: the suggested rhythm first, then what to ask.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ensureCase } from "../app/first-case.js";
import { NumberValue } from "../app/number-value.js";
import { replaceRoute } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import type { ScreenProps } from "../app/screen.js";
import { zone } from "../app/zone.js";
import { useVault } from "../app/vault-context.js";
import { newFollowup } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import { followupsOf, suggestedDue, whereDataDisappears } from "../domain/followups.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { checkSchedule, scheduled, useSchedule } from "./schedule.js";
import { ScheduleFields } from "./schedule-fields.js";

/** The app where data disappears is named only while it decides the date. */
function suggestion(state: CaseState | null, number: Id | null): { readonly due: string; readonly soon?: string | undefined } {
  const earlier = state === null || number === null ? 0 : followupsOf(state.followups.values(), number).length;
  const soon = state === null || earlier > 0 ? undefined : whereDataDisappears(state);
  return { due: suggestedDue(Date.now(), zone(), earlier, soon !== undefined), soon };
}

export function NewFollowupScreen({ query }: ScreenProps): JSX.Element {
  const vault = useVault();
  const state = vault.current.value;
  const number = state?.numbers.get(query.get("number") ?? "");
  const contact = query.get("contact") ?? number?.body.contact ?? null;
  const { due, soon } = suggestion(state, number?.id ?? null);
  const form = useSchedule({ due, ask: t("followups.ask_default"), rule: null, zone: zone() });
  const problem = useSignal<string | null>(null);
  const attempt = useSignal(0);
  const submit = async (): Promise<void> => {
    attempt.value += 1;
    if (!checkSchedule(form, { zone: zone(), now: Date.now() })) return;
    const made = await ensureCase(vault);
    if (!made.ok) {
      problem.value = failureWords(made.type);
      return;
    }
    let id = "";
    const saved = await vault.save(made.value, (stamp) => {
      id = stamp.newId();
      return newFollowup(stamp, { number: number?.id ?? null, contact, zone: zone(), ...scheduled(form, zone()) }, id);
    });
    if (saved.ok) replaceRoute(`#/followups/${id}`);
    else problem.value = failureWords(saved.type);
  };
  return (
    <Screen title={t("followups.new_title")}>
      {query.has("contact") ? <Notice tone="done" live title={t("followups.call_saved")} /> : null}
      {number === undefined ? null : <NumberValue number={number} size="large" />}
      <p class="lead">{soon === undefined ? t("followups.new_lead") : t("followups.new_soon", { platform: soon })}</p>
      <Form onSubmit={submit}>
        <ScheduleFields form={form} attempt={attempt.value} />
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide>
          {t("followups.set")}
        </Button>
        <LinkButton weight="quiet" href="#/today">
          {t("followups.not_now")}
        </LinkButton>
      </Form>
    </Screen>
  );
}
