// One call or visit: when, with whom, what they said, and the numbers it gave.
import type { JSX } from "preact";
import { contactTitle, markWords } from "../app/contact-words.js";
import { NumberValue } from "../app/number-value.js";
import { recordedTime } from "../app/recorded-time.js";
import { useVault } from "../app/vault-context.js";
import { event } from "../domain/build.js";
import { contactsOf } from "../domain/contact-log.js";
import type { CaseState, Contact } from "../domain/fold.js";
import { clockTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { Additions } from "../app/additions.js";
import { type Correctable, Corrections } from "./corrections.js";
import { Linked } from "./linked.js";
import { Pairs } from "../app/pairs.js";
import { Remove } from "../app/remove.js";

interface ContactProps {
  readonly contact: Contact;
  readonly state: CaseState;
  readonly justSaved: boolean;
}

export function ContactDetail({ contact, state, justSaved }: ContactProps): JSX.Element {
  const { body } = contact;
  const vault = useVault();
  const numbers = [...state.numbers.values()].filter((number) => number.removed === null && contactsOf(state, number.id).some(({ id }) => id === contact.id));
  return (
    <Screen title={contactTitle(contact)} back={{ href: "#/record", label: t("record.title") }}>
      {justSaved ? <Notice tone="done" live title={t("followups.call_saved")} /> : null}
      <Pairs
        pairs={[
          [t("calls.started"), recordedTime(contact, body.started)],
          [t("calls.lasted"), body.ended === undefined ? undefined : recordedTime(contact, body.ended)],
          [t("calls.service"), body.service],
          [t("calls.role_question"), t(`calls.role.${body.role}`)],
          [t("calls.name"), [body.rank, body.name].filter((part) => part !== undefined).join(" ")],
          [t("calls.badge"), body.badge],
          [t("calls.phone"), body.phone],
          [t("calls.marks"), body.marks?.map(({ at, code }) => t("calls.mark_at", { what: markWords(code), time: clockTime(at, contact.tz) })).join("\n")],
          [t("calls.they_said"), body.marks === undefined ? body.outcomes?.map(markWords).join("\n") : undefined],
          [t("calls.said"), body.said],
        ]}
      />
      <Corrections caseId={state.id} of={contact.id} corrections={contact.corrections} fields={correctable(contact)} />
      <Additions caseId={state.id} of={contact.id} additions={contact.additions} />
      {numbers.length === 0 ? <NoNumber /> : null}
      {numbers.map((number) => (
        <Card key={number.id}>
          <NumberValue number={number} size="large" />
          <LinkButton weight="secondary" href={`#/followups/new?number=${number.id}`}>
            {t("followups.set")}
          </LinkButton>
        </Card>
      ))}
      <Linked state={state} id={contact.id} />
      <Remove
        state={state}
        id={contact.id}
        name={contactTitle(contact)}
        meaning={t("record.remove.meaning.contact")}
        remove={() => vault.save(state.id, (stamp) => [event(stamp, "removed", { of: contact.id })])}
      />
    </Screen>
  );
}

const CORRECTABLE = ["service", "name", "rank", "badge", "phone", "said"] as const;

function correctable({ first, body }: Contact): readonly Correctable[] {
  return CORRECTABLE.map((name) => ({ name, label: t(`calls.${name}`), first: first[name] ?? "", now: body[name] ?? "", long: name === "said", needed: name === "service" }));
}

function NoNumber(): JSX.Element {
  return <p class="muted">{t("record.no_number")}</p>;
}
