// After hanging up: what was kept, the number read back, what was promised, and the next rung when they said no.
import { CalendarPlus, ExternalLink, Phone } from "lucide";
import type { JSX } from "preact";
import { dueWords } from "../app/due-words.js";
import { now } from "../app/now.js";
import { NumberValue } from "../app/number-value.js";
import { failureWords } from "../app/save-failure.js";
import { startCall } from "../app/start-call.js";
import { useVault } from "../app/vault-context.js";
import { type Call, farAway } from "../domain/call.js";
import type { CaseState } from "../domain/fold.js";
import { climbFrom, position, type Rung } from "../domain/ladder.js";
import { REFUSED } from "../domain/ladder.js";
import { WithGuides } from "../guidance/with-guides.js";
import { t } from "../i18n/t.js";
import { useSignal } from "@preact/signals";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { Script } from "./script-card.js";

const isFar = ({ marks }: Call): boolean => farAway(marks, 0).length > 0;

interface EndedProps {
  readonly call: Call;
  readonly state: CaseState;
}

export function EndedCall({ call, state }: EndedProps): JSX.Element {
  const contact = state.contacts.get(call.id);
  const refused = contact?.body.outcomes?.includes(REFUSED) ?? false;
  return (
    <Screen title={refused ? t("calls.refused_title") : t("calls.ended_title")}>
      <Notice tone="done" live title={t("followups.call_saved")} />
      {refused ? <NextRung call={call} state={state} /> : null}
      <Kept call={call} state={state} />
      <div class="actions">
        <LinkButton weight="secondary" href={`#/record/${call.id}`}>
          {t("calls.see_entry")}
        </LinkButton>
        <LinkButton weight={refused ? "secondary" : "primary"} href="#/today">
          {t("ui.done")}
        </LinkButton>
      </div>
    </Screen>
  );
}

function Kept({ call, state }: EndedProps): JSX.Element {
  const number = state.numbers.get(call.number ?? "");
  const promised = [...state.followups.values()].find((followup) => followup.contact === call.id && followup.due === call.promised);
  return (
    <>
      {number === undefined ? <p>{t("record.no_number")}</p> : <NumberValue number={number} size="large" />}
      {promised === undefined ? null : (
        <Card title={t("calls.promise_kept")}>
          <p>{dueWords(promised, now.value)}</p>
          <LinkButton weight="secondary" href={`#/followups/${promised.id}`}>
            {t("today.step.wait.action")}
          </LinkButton>
        </Card>
      )}
      {number === undefined || promised !== undefined ? null : (
        <LinkButton wide weight="secondary" icon={CalendarPlus} href={`#/followups/new?number=${number.id}&contact=${call.id}`}>
          {t("followups.set")}
        </LinkButton>
      )}
    </>
  );
}

/** The rung above whoever said no, with its own way there. */
function NextRung({ call, state }: EndedProps): JSX.Element {
  const stands = position([...state.contacts.values()].filter(({ removed }) => removed === null));
  const rung = stands.way === null ? "complaint_taker" : stands.rung;
  return rung === "other_door" || climbFrom(rung) === null ? <OtherDoor far={isFar(call)} /> : <CallAgain call={call} rung={rung} />;
}

function CallAgain({ call, rung }: { readonly call: Call; readonly rung: Exclude<Rung, "other_door"> }): JSX.Element {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  const start = (way: "dial" | "already"): void => {
    const { service, phone, number } = call;
    const marks = farAway(call.marks, Date.now());
    void startCall(vault, { service, phone, number, role: rung, marks }, way).then((started) => {
      if (!started.ok) problem.value = failureWords(started.type);
    });
  };
  return (
    <>
      <p class="lead">{t("calls.again_lead", { role: t(`calls.role.${rung}`) })}</p>
      <WithGuides>{(book) => <Script book={book} rung={rung} far={isFar(call)} />}</WithGuides>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      {call.phone === "" ? null : (
        <Button wide icon={Phone} onClick={() => start("dial")}>
          {t("calls.again")}
        </Button>
      )}
      <Button wide weight={call.phone === "" ? "primary" : "secondary"} onClick={() => start("already")}>
        {t("calls.already")}
      </Button>
    </>
  );
}

function OtherDoor({ far }: { readonly far: boolean }): JSX.Element {
  return (
    <>
      <WithGuides>{(book) => <Script book={book} rung="other_door" far={far} />}</WithGuides>
      <LinkButton wide icon={Phone} href={far ? "#/calls/start?elsewhere&far" : "#/calls/start?elsewhere"}>
        {t("calls.another_service")}
      </LinkButton>
      <LinkButton wide weight="secondary" icon={ExternalLink} href={t("help.cybertip.url")} outside>
        {t("help.cybertip.action")}
      </LinkButton>
    </>
  );
}
