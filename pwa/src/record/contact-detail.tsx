// One call: when, with whom, what they said, and the numbers it gave.
import type { JSX } from "preact";
import { NumberValue } from "../app/number-value.js";
import { contactsOf } from "../domain/contact-log.js";
import type { CaseState, Contact } from "../domain/fold.js";
import { exactTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { Pairs } from "./pairs.js";

interface ContactProps {
  readonly contact: Contact;
  readonly state: CaseState;
  readonly justSaved: boolean;
}

export function ContactDetail({ contact, state, justSaved }: ContactProps): JSX.Element {
  const { body } = contact;
  const numbers = [...state.numbers.values()].filter((number) => number.removed === null && contactsOf(state, number.id).some(({ id }) => id === contact.id));
  return (
    <Screen title={t("record.contact_title", { service: body.service })} back={{ href: "#/record", label: t("record.title") }}>
      {justSaved ? <Notice tone="done" live title={t("followups.call_saved")} /> : null}
      <Pairs
        pairs={[
          [t("calls.started"), exactTime(body.started, contact.tz)],
          [t("calls.service"), body.service],
          [t("calls.role_question"), t(`calls.role.${body.role}`)],
          [t("calls.name"), [body.rank, body.name].filter((part) => part !== undefined).join(" ")],
          [t("calls.badge"), body.badge],
          [t("calls.phone"), body.phone],
          [t("calls.said"), body.said],
        ]}
      />
      {numbers.length === 0 ? <NoNumber /> : null}
      {numbers.map((number) => (
        <Card key={number.id}>
          <NumberValue number={number} size="large" />
          <LinkButton weight="secondary" href={`#/followups/new?number=${number.id}`}>
            {t("followups.set")}
          </LinkButton>
        </Card>
      ))}
    </Screen>
  );
}

function NoNumber(): JSX.Element {
  return <p class="muted">{t("record.no_number")}</p>;
}
