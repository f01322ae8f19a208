// One outcome as it was written down, and what was said of it since.
import type { JSX } from "preact";
import { Additions } from "../app/additions.js";
import { NumberValue } from "../app/number-value.js";
import { outcomeWords } from "../app/outcome-words.js";
import { Pairs } from "../app/pairs.js";
import { recordedTime } from "../app/recorded-time.js";
import { Remove } from "../app/remove.js";
import { useVault } from "../app/vault-context.js";
import { event } from "../domain/build.js";
import type { CaseState, Outcome } from "../domain/fold.js";
import { outcomeDay } from "../domain/outcome.js";
import { dayWords } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Screen } from "../ui/screen.js";
import { Corrections } from "./corrections.js";

export function OutcomeDetail({ outcome, state }: { readonly outcome: Outcome; readonly state: CaseState }): JSX.Element {
  const vault = useVault();
  const { id, body, first } = outcome;
  const number = state.numbers.get(body.number ?? "");
  const name = outcomeWords(outcome);
  return (
    <Screen title={name} back={{ href: "#/record", label: t("record.title") }}>
      <Pairs
        pairs={[
          [t("outcomes.on"), body.on === undefined || body.on === "" ? undefined : dayWords(outcomeDay(outcome))],
          [t("outcomes.said"), body.said],
          [t("outcomes.written"), recordedTime(outcome)],
        ]}
      />
      {number === undefined ? null : <NumberValue number={number} />}
      <LinkButton wide href="#/outcomes">
        {t("today.step.after_outcome.action")}
      </LinkButton>
      <Corrections
        caseId={state.id}
        of={id}
        corrections={outcome.corrections}
        fields={[
          { name: "on", label: t("outcomes.on"), first: first.on ?? "", now: body.on ?? "", day: true },
          { name: "said", label: t("outcomes.said"), first: first.said ?? "", now: body.said ?? "", long: true },
        ]}
      />
      <Additions caseId={state.id} of={id} additions={outcome.additions} />
      <Remove state={state} id={id} name={name} meaning={t("record.remove.meaning.outcome")} remove={() => vault.save(state.id, (stamp) => [event(stamp, "removed", { of: id })])} />
    </Screen>
  );
}
