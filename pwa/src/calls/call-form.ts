// What the form for a call holds, and what it insists on: only when, and which service.
import { zone } from "../app/zone.js";
import type { CaseNumber, CaseState } from "../domain/fold.js";
import { isLocalTime, localTime } from "../domain/local-time.js";
import { lastContacts } from "../domain/contact-log.js";
import { t } from "../i18n/t.js";
import { check, type FieldState, useField } from "../ui/field-state.js";

export interface CallForm {
  readonly started: FieldState;
  readonly service: FieldState;
  readonly role: FieldState;
  readonly name: FieldState;
  readonly badge: FieldState;
  readonly phone: FieldState;
  readonly said: FieldState;
  readonly fileNumber: FieldState;
}

/** Starts from what is known of the number being followed up. */
export function useCallForm(state: CaseState | null, number: CaseNumber | undefined): CallForm {
  const last = state === null || number === undefined ? undefined : lastContacts(state, number.id, 1)[0];
  return {
    started: useField(localTime(Date.now(), zone())),
    service: useField(last?.body.service ?? number?.body.org ?? ""),
    role: useField("complaint_taker"),
    name: useField(),
    badge: useField(),
    phone: useField(last?.body.phone ?? ""),
    said: useField(),
    fileNumber: useField(number?.body.value ?? ""),
  };
}

export function checkCall({ started, service }: CallForm): boolean {
  return check([
    [started, isLocalTime(started.value.value.slice(0, 16)) ? null : t("calls.started_missing")],
    [service, service.value.value.trim() === "" ? t("calls.service_missing") : null],
  ]);
}
