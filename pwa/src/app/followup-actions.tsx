// The two things a follow-up is for, from any list: call, and log the call.
import { NotebookPen, Phone } from "lucide";
import type { JSX } from "preact";
import { lastContacts } from "../domain/contact-log.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";

interface ActionsProps {
  readonly followup: Followup;
  readonly state: CaseState;
}

/** The number to ring: the latest one that was written down for this file. */
export function phoneOf(state: CaseState, { number }: Followup): string | undefined {
  const contacts = number === null ? [] : lastContacts(state, number, 20);
  return contacts.find(({ body }) => body.phone !== undefined)?.body.phone;
}

/** A phone number is never split over two lines. */
function unbroken(phone: string): string {
  return phone.replaceAll("-", "\u2011").replaceAll(" ", "\u00a0");
}

export function CallAndLog({ followup, state }: ActionsProps): JSX.Element {
  const phone = phoneOf(state, followup);
  const about = followup.number === null ? "" : `&number=${followup.number}`;
  return (
    <div class="actions">
      {phone === undefined ? null : (
        <LinkButton icon={Phone} href={`tel:${phone.replace(/[^\d+#*,;]/g, "")}`}>
          {t("followups.call", { phone: unbroken(phone) })}
        </LinkButton>
      )}
      <LinkButton icon={NotebookPen} weight={phone === undefined ? "primary" : "secondary"} href={`#/calls/new?followup=${followup.id}${about}`}>
        {t("followups.log_it")}
      </LinkButton>
    </div>
  );
}
