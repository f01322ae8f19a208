// The custody lines of one exhibit, as they were written and chained.
import type { JSX } from "preact";
import type { CustodyLine } from "../domain/custody.js";
import { custodyOf } from "../domain/custody-lines.js";
import type { CaseState } from "../domain/fold.js";
import { stampOf } from "../domain/timestamps.js";
import type { Written } from "../domain/written.js";
import { exactTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Disclosure } from "../ui/disclosure.js";
import { recordedTime } from "./recorded-time.js";

function written({ at, tz, offset_ms: off }: CustodyLine): Written {
  return { at: Date.parse(at), tz, ...(off === undefined ? {} : { off }) };
}

/** The first time that a clock saw any of these lines, or what came after it. */
function stampWords({ custody, timestamps }: Chains, label: string): string {
  const seen = [...custody.values()].flatMap((chain) => custodyOf([chain], label).flatMap(({ n }) => stampOf({ timestamps }, chain.device, n) ?? []));
  const [first] = seen.sort((a, b) => a.stamped - b.stamped);
  return first === undefined ? t("record.custody_pending") : t(first.independent ? "packets.stamp.independent" : "packets.stamp.own", { time: exactTime(first.stamped) });
}

type Chains = Pick<CaseState, "custody" | "timestamps">;

export function CustodyLines({ state, label }: { readonly state: Chains; readonly label: string }): JSX.Element {
  const lines = custodyOf(state.custody.values(), label);
  return (
    <section class="stack">
      <h2>{t("record.custody_title")}</h2>
      <p class="muted">{t("record.custody_note")}</p>
      <p class="muted">{stampWords(state, label)}</p>
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
