// One number: large enough to read aloud, its follow-ups, and the calls behind it.
import type { JSX } from "preact";
import { dueWords } from "../app/due-words.js";
import { LogLines } from "../app/log-lines.js";
import { NumberValue } from "../app/number-value.js";
import { useVault } from "../app/vault-context.js";
import { event } from "../domain/build.js";
import { lastContacts } from "../domain/contact-log.js";
import type { CaseNumber, CaseState } from "../domain/fold.js";
import { followupsOf } from "../domain/followups.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { Additions } from "../app/additions.js";
import { Corrections } from "./corrections.js";
import { Linked } from "./linked.js";
import { Remove } from "../app/remove.js";

const ALL = 1000;

export function NumberDetail({ number, state }: { readonly number: CaseNumber; readonly state: CaseState }): JSX.Element {
  const now = Date.now();
  const vault = useVault();
  const followups = followupsOf(state.followups.values(), number.id);
  const contacts = lastContacts(state, number.id, ALL);
  return (
    <Screen title={t(`record.number_kind.${number.body.kind}`)} back={{ href: "#/record", label: t("record.title") }}>
      <Card>
        <NumberValue number={number} size="large" />
      </Card>
      <LinkButton wide href={`#/followups/new?number=${number.id}`}>
        {t("followups.set")}
      </LinkButton>
      <Corrections
        caseId={state.id}
        of={number.id}
        corrections={number.corrections}
        fields={[
          { name: "value", label: t("record.number_value"), first: number.first.value, now: number.body.value, needed: true },
          { name: "org", label: t("record.number_org"), first: number.first.org, now: number.body.org },
        ]}
      />
      <Additions caseId={state.id} of={number.id} additions={number.additions} />
      <ul class="rows">
        {followups.map((followup) => (
          <li key={followup.id}>
            <RowLink href={`#/followups/${followup.id}`} title={followup.ask || t("record.followup")} detail={followup.state === "open" ? dueWords(followup, now) : t("followups.is_done")} />
          </li>
        ))}
      </ul>
      {contacts.length === 0 ? null : (
        <section class="stack">
          <h2>{t("record.calls_title")}</h2>
          <LogLines contacts={contacts} />
        </section>
      )}
      <Linked state={state} id={number.id} />
      <Remove
        state={state}
        id={number.id}
        name={number.body.value}
        meaning={t("record.remove.meaning.number")}
        remove={() => vault.save(state.id, (stamp) => [event(stamp, "removed", { of: number.id })])}
      />
    </Screen>
  );
}
