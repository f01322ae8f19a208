// The two things a follow-up is for, from any list: call, and log the call.
import { NotebookPen, Phone } from "lucide";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { position } from "../domain/ladder.js";
import { lastContacts } from "../domain/contact-log.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { failureWords } from "./save-failure.js";
import { startCall } from "./start-call.js";
import { useVault } from "./vault-context.js";

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
        <CallNow followup={followup} state={state} phone={phone} />
      )}
      <LinkButton icon={NotebookPen} weight={phone === undefined ? "primary" : "secondary"} href={`#/calls/new?followup=${followup.id}${about}`}>
        {t("followups.log_it")}
      </LinkButton>
    </div>
  );
}

/** Whom to ask for: one step above the last refusal of this file. */
function CallNow({ followup, state, phone }: ActionsProps & { readonly phone: string }): JSX.Element {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  const call = async (): Promise<void> => {
    const contacts = followup.number === null ? [] : lastContacts(state, followup.number, 20);
    const service = contacts[0]?.body.service ?? state.numbers.get(followup.number ?? "")?.body.org ?? "";
    const { rung } = position(contacts);
    const role = rung === "other_door" ? "complaint_taker" : rung;
    const started = await startCall(vault, { service, phone, role, number: followup.number, followup: followup.id }, "dial");
    if (!started.ok) problem.value = failureWords(started.type);
  };
  return (
    <>
      <Button icon={Phone} onClick={() => void call()}>
        {t("followups.call", { phone: unbroken(phone) })}
      </Button>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
    </>
  );
}
