// What can be done about a follow-up from anywhere: call, log it, done, tomorrow.
import { CalendarPlus, Check, NotebookPen, Phone } from "lucide";
import type { JSX } from "preact";
import { changeFollowup } from "../domain/build.js";
import { lastContacts } from "../domain/contact-log.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import { whenDone, whenTomorrow } from "../domain/followups.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { useVault } from "./vault-context.js";

interface ActionsProps {
  readonly followup: Followup;
  readonly state: CaseState;
  readonly onFailed: (words: string) => void;
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

export function CallAndLog({ followup, state }: Omit<ActionsProps, "onFailed">): JSX.Element {
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

export function DoneAndTomorrow({ followup, state, onFailed }: ActionsProps): JSX.Element {
  const vault = useVault();
  const change = async (fields: Parameters<typeof changeFollowup>[2]): Promise<void> => {
    const saved = await vault.save(state.id, (stamp) => changeFollowup(stamp, followup, fields));
    if (!saved.ok) onFailed(t(`app.save_failed.${saved.type}`));
  };
  return (
    <div class="actions">
      <Button weight="secondary" icon={Check} onClick={() => void change(whenDone(followup, Date.now()))}>
        {t("followups.done_action")}
      </Button>
      <Button weight="secondary" icon={CalendarPlus} onClick={() => void change(whenTomorrow(followup, Date.now()))}>
        {t("followups.tomorrow")}
      </Button>
    </div>
  );
}
