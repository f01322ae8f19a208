// The five rules and the repairs, said the same way in the first run and in the guide.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Disclosure } from "../ui/disclosure.js";

const RULES = ["pay", "reply", "tell", "delete", "save"] as const;
const REPAIRS = ["paid", "replied", "sent", "blocked", "deleted"] as const;

export function FiveRules(): JSX.Element {
  return (
    <div class="rules">
      {RULES.map((rule) => (
        <Disclosure key={rule} summary={t(`guides.rules.${rule}.rule`)}>
          <p>{t(`guides.rules.${rule}.why`)}</p>
        </Disclosure>
      ))}
    </div>
  );
}

export function Repairs(): JSX.Element {
  return (
    <div class="repairs">
      <Disclosure summary={t("guides.repairs_open")}>
        <p>{t("guides.repairs_lead")}</p>
        <dl class="pairs">
          {REPAIRS.map((repair) => (
            <div key={repair}>
              <dt>{t(`guides.repairs.${repair}.title`)}</dt>
              <dd>{t(`guides.repairs.${repair}.step`)}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </div>
  );
}
