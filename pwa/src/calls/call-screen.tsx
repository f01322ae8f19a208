// Writing down a call or a visit that is over: who, what they said, and the file number; then straight on to a follow-up.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ensureCase } from "../app/first-case.js";
import { replaceRoute } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { ErrorSummary } from "../ui/error-summary.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { useCallDraft } from "./call-draft.js";
import { type CallForm, checkCall, newCallForm } from "./call-form.js";
import { CallFields } from "./call-fields.js";
import { callRecords, type Logged } from "./call-records.js";

export function CallScreen({ query }: ScreenProps): JSX.Element {
  const vault = useVault();
  const state = vault.current.value;
  const number = state?.numbers.get(query.get("number") ?? "");
  const followup = state?.followups.get(query.get("followup") ?? "");
  const draft = useCallDraft(`call/${state?.id ?? ""}/${query.toString()}`, () => newCallForm(state, number, query.has("visit")));
  const { form } = draft;
  const attempt = useSignal(0);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const submit = async (): Promise<void> => {
    if (busy.value) return;
    attempt.value += 1;
    if (!checkCall(form)) return;
    busy.value = true;
    const saved = await save(form);
    busy.value = false;
    if (typeof saved === "string") problem.value = saved;
    else {
      draft.forget();
      replaceRoute(followup === undefined || followup.rule === null ? nextRoute(saved) : `#/followups/${followup.id}`);
    }
  };
  const save = async (from: CallForm): Promise<Logged | string> => {
    const made = await ensureCase(vault);
    if (!made.ok) return failureWords(made.type);
    let logged: Logged = { contact: "", number: null };
    const result = await vault.save(made.value, (stamp) => {
      const built = callRecords(stamp, from, vault.current.value, followup, number?.id ?? null);
      logged = built.logged;
      return built.records;
    });
    return result.ok ? logged : failureWords(result.type);
  };
  return (
    <Screen title={t("calls.title")}>
      {draft.returned ? (
        <Notice tone="info" title={t("calls.draft")}>
          <Button weight="secondary" onClick={draft.startOver}>
            {t("calls.start_over")}
          </Button>
        </Notice>
      ) : null}
      <Form onSubmit={submit}>
        <ErrorSummary title={t("ui.error_summary")} fields={[form.started, form.service]} attempt={attempt.value} />
        <CallFields form={form} state={state} knownNumber={number} />
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide busy={busy.value}>
          {t("calls.save")}
        </Button>
      </Form>
    </Screen>
  );
}

function nextRoute({ contact, number }: Logged): `#/${string}` {
  return number === null ? `#/record/${contact}?saved` : `#/followups/new?number=${number}&contact=${contact}`;
}
