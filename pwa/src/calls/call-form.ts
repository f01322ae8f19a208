// What the form for a talk with police holds, and what it insists on: only when, and which service.
import { zone } from "../app/zone.js";
import type { CaseNumber, CaseState } from "../domain/fold.js";
import { isLocalTime, localTime } from "../domain/local-time.js";
import { lastContacts } from "../domain/contact-log.js";
import { CONTACT_KINDS, type ContactBody } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { check, type FieldState, makeField } from "../ui/field-state.js";

export interface CallForm {
  readonly kind: FieldState;
  readonly started: FieldState;
  readonly service: FieldState;
  readonly role: FieldState;
  readonly name: FieldState;
  readonly rank: FieldState;
  readonly badge: FieldState;
  readonly phone: FieldState;
  readonly said: FieldState;
  /** Codes, one space between. */
  readonly outcomes: FieldState;
  readonly fileNumber: FieldState;
}

export function kindOf({ kind }: Pick<CallForm, "kind">): ContactBody["kind"] {
  return CONTACT_KINDS.find((one) => one === kind.value.value) ?? "call";
}

/** Starts from what is known of the number being followed up; a visit is one of an officer. */
export function newCallForm(state: CaseState | null, number: CaseNumber | undefined, visit = false): CallForm {
  const last = state === null || number === undefined ? undefined : lastContacts(state, number.id, 1)[0];
  return {
    kind: makeField("call-kind", visit ? "visit" : "call"),
    started: makeField("call-started", localTime(Date.now(), zone())),
    service: makeField("call-service", last?.body.service ?? number?.body.org),
    role: makeField("call-role", visit ? "officer" : "complaint_taker"),
    name: makeField("call-name"),
    rank: makeField("call-rank"),
    badge: makeField("call-badge"),
    phone: makeField("call-phone", last?.body.phone),
    said: makeField("call-said"),
    outcomes: makeField("call-outcomes"),
    fileNumber: makeField("call-file-number", number?.body.value),
  };
}

/** Whether anything differs from what it starts from; the hour it was opened at does not count. */
export function isBegun(form: CallForm, start: CallForm): boolean {
  const names = (Object.keys(form) as (keyof CallForm)[]).filter((name) => name !== "started");
  return names.some((name) => form[name].value.value.trim() !== start[name].value.value.trim());
}

export function checkCall({ started, service }: CallForm): boolean {
  return check([
    [started, isLocalTime(started.value.value.slice(0, 16)) ? null : t("calls.started_missing")],
    [service, service.value.value.trim() === "" ? t("calls.service_missing") : null],
  ]);
}
