// Which police service: typed as one likes, or picked from the list with the line and where it was read.
import type { JSX } from "preact";
import { findServices, type PoliceService, serviceNamed } from "../domain/police-service.js";
import type { GuideBook } from "../guidance/guide-book.js";
import { monthOf } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { TextField } from "../ui/field.js";
import type { FieldState } from "../ui/field-state.js";
import { RowButton } from "../ui/row.js";

interface ServiceProps {
  readonly book: GuideBook | null;
  readonly service: FieldState;
  readonly phone: FieldState;
  readonly earlier: readonly string[];
}

export function ServiceField({ book, service, phone, earlier }: ServiceProps): JSX.Element {
  const services = book?.police ?? [];
  const typed = service.value.value;
  const exact = serviceNamed(services, typed);
  const found = exact === undefined ? findServices(services, typed) : [];
  const pick = ({ name, phone: line }: PoliceService): void => {
    service.value.value = name;
    if (line !== undefined) phone.value.value = line;
  };
  return (
    <div class="stack">
      <TextField field={service} label={t("calls.service")} hint={t("calls.service_hint")} list={earlier} spellcheck />
      <p class="visually-hidden" role="status">
        {found.length === 0 ? null : t("calls.service_found", { n: found.length })}
      </p>
      {found.length === 0 ? null : (
        <ul class="rows">
          {found.map((each) => (
            <li key={each.id}>
              <RowButton title={each.name} detail={each.phone ?? t("calls.service_no_line")} onClick={() => pick(each)} />
            </li>
          ))}
        </ul>
      )}
      <TextField field={phone} type="tel" inputMode="tel" label={t("calls.line")} hint={t("calls.line_hint")} big />
      {exact?.phone === undefined || phone.value.value !== exact.phone ? null : <Source service={exact} />}
    </div>
  );
}

function Source({ service: { source, written, checked } }: { readonly service: PoliceService }): JSX.Element {
  const when = written === undefined ? t("calls.line_undated") : t("calls.line_written", { date: written.length === 4 ? written : monthOf(written.slice(0, 7)) });
  return (
    <>
      <p class="confirm">{t("calls.line_check")}</p>
      <p class="source">
        {t("help.source", { source, month: monthOf(checked) })} {when}
      </p>
    </>
  );
}
