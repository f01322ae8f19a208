// Before dialling: which service, which line, and what to have at hand. The call is saved before the dialler opens.
import { NotebookPen, Phone } from "lucide";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { draftOf, forgetDraft } from "../app/drafts.js";
import { failureWords } from "../app/save-failure.js";
import { startCall } from "../app/start-call.js";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { FAR_AWAY } from "../domain/call.js";
import { lastContacts } from "../domain/contact-log.js";
import type { CaseState, Contact } from "../domain/fold.js";
import { position, type Position } from "../domain/ladder.js";
import type { Role } from "../domain/records.js";
import { dialled } from "../domain/tel.js";
import type { GuideBook } from "../guidance/guide-book.js";
import { loadGuides } from "../guidance/load.js";
import { language, t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { ErrorSummary } from "../ui/error-summary.js";
import { check, type FieldState, makeField } from "../ui/field-state.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { Script } from "./script-card.js";
import { ServiceField } from "./service-field.js";

interface StartForm {
  readonly service: FieldState;
  readonly phone: FieldState;
}

/** The list of services; typing works without it. */
function useBook(): GuideBook | null {
  const spoken = language();
  const [book, setBook] = useState<GuideBook | null>(null);
  useEffect(() => {
    loadGuides(spoken).then(setBook, () => undefined);
  }, [spoken]);
  return book;
}

/** The line itself, and what a family calls whoever answers it. */
const EMERGENCY = "911";

function kept(state: CaseState | null): readonly Contact[] {
  return [...(state?.contacts.values() ?? [])].filter(({ removed }) => removed === null);
}

function startForm(state: CaseState | null, query: URLSearchParams, stands: Position): StartForm {
  const number = state?.numbers.get(query.get("number") ?? "");
  const last = state === null || number === undefined ? undefined : lastContacts(state, number.id, 1)[0];
  const police = kept(state).filter(({ body }) => body.role !== "other" && body.kind === "call");
  const latest = last ?? (query.has("elsewhere") || stands.rung === "other_door" ? undefined : police.sort((a, b) => b.body.started - a.body.started)[0]);
  const danger = query.has("far") && !query.has("elsewhere") ? EMERGENCY : undefined;
  return {
    service: makeField("call-service", danger ?? latest?.body.service ?? number?.body.org),
    phone: makeField("call-phone", danger ?? latest?.body.phone),
  };
}

export function StartCallScreen({ query }: ScreenProps): JSX.Element {
  const vault = useVault();
  const state = vault.current.value;
  const far = query.has("far");
  const stands = position(far ? [] : kept(state));
  const key = `call-start/${state?.id ?? ""}/${query.toString()}`;
  const [{ draft: form }] = useState(() => draftOf<StartForm>(key, () => startForm(state, query, stands)));
  const book = useBook();
  const attempt = useSignal(0);
  const problem = useSignal<string | null>(null);
  const start = async (way: "dial" | "already"): Promise<void> => {
    attempt.value += 1;
    const service = form.service.value.value.trim();
    const phone = form.phone.value.value.trim();
    const named: readonly (readonly [FieldState, string | null])[] = [
      [form.service, service === "" ? t("calls.service_missing") : null],
      [form.phone, way === "dial" && dialled(phone) === "" ? t("calls.line_missing") : null],
    ];
    if (!check(named)) return;
    const role: Role = stands.rung === "other_door" ? "complaint_taker" : stands.rung;
    const about = { number: query.get("number"), followup: query.get("followup") };
    const marks = far ? [{ at: Date.now(), code: FAR_AWAY }] : [];
    const started = await startCall(vault, { service, phone, role, ...about, marks }, way);
    if (started.ok) forgetDraft(key);
    else problem.value = failureWords(started.type);
  };
  return (
    <Screen title={t("calls.start_title")}>
      <p class="lead">{t("calls.start_lead")}</p>
      {far && book !== null ? <Script book={book} rung="complaint_taker" far /> : null}
      {stands.way === null ? null : <Notice tone="info" title={stands.rung === "other_door" ? t("calls.stands_elsewhere") : t("calls.stands", { role: t(`calls.role.${stands.rung}`) })} />}
      <Form onSubmit={() => start("dial")}>
        <ErrorSummary title={t("ui.error_summary")} fields={[form.service, form.phone]} attempt={attempt.value} />
        <ServiceField book={book} service={form.service} phone={form.phone} earlier={[...new Set(kept(state).map(({ body }) => body.service))]} />
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide icon={Phone}>
          {t("calls.call_now")}
        </Button>
        <Button wide weight="secondary" onClick={() => void start("already")}>
          {t("calls.already")}
        </Button>
        <p class="muted">{t("help.trace_note")}</p>
      </Form>
      <div class="actions">
        <LinkButton weight="quiet" icon={NotebookPen} href={`#/calls/new?${query.toString()}`}>
          {t("calls.log_past")}
        </LinkButton>
        <LinkButton weight="quiet" href={far ? "#/guide/far_away" : "#/calls/start?far"}>
          {t("calls.mark.far_away")}
        </LinkButton>
      </div>
    </Screen>
  );
}
