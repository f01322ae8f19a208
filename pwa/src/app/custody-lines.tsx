// The custody lines of one exhibit, as they were written and chained.
import type { JSX } from "preact";
import type { CustodyLine } from "../domain/custody.js";
import { type Custody, custodyOf } from "../domain/custody-lines.js";
import type { Written } from "../domain/written.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Disclosure } from "../ui/disclosure.js";
import { recordedTime } from "./recorded-time.js";

function written({ at, tz, offset_ms: off }: CustodyLine): Written {
  return { at: Date.parse(at), tz, ...(off === undefined ? {} : { off }) };
}

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
              <strong>{t(`record.custody.${line.event}`)}</strong> · {recordedTime(written(line))}
            </p>
            {line.since === undefined ? null : <p>{t("record.custody_since", { time: recordedTime(written(line), Date.parse(line.since)) })}</p>}
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
