// The custody lines of one exhibit, as they were written and chained.
import type { JSX } from "preact";
import { type Custody, custodyOf } from "../domain/custody-lines.js";
import type { Id } from "../domain/records.js";
import { exactTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Disclosure } from "../ui/disclosure.js";

export function CustodyLines({ custody, label }: { readonly custody: ReadonlyMap<Id, Custody>; readonly label: string }): JSX.Element {
  const lines = custodyOf(custody.values(), label);
  return (
    <section class="stack">
      <h2>{t("record.custody_title")}</h2>
      <p class="muted">{t("record.custody_note")}</p>
      <ol class="rows">
        {lines.map((line) => (
          <li class="card" key={`${line.prev}${String(line.n)}`}>
            <p>
              <strong>{t(`record.custody.${line.event}`)}</strong> · {exactTime(Date.parse(line.at), line.tz)}
            </p>
            {line.since === undefined ? null : <p>{t("record.custody_since", { time: exactTime(Date.parse(line.since), line.tz) })}</p>}
            <Disclosure summary={t("record.custody_details", { n: line.n })}>
              <p class="mono">{line.at}</p>
              {line.sha256 === undefined ? null : <p class="mono">SHA-256 {line.sha256}</p>}
              <p class="mono">
                {t("record.custody_prev")} {line.prev}
              </p>
            </Disclosure>
          </li>
        ))}
      </ol>
    </section>
  );
}
