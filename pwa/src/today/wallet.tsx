// The numbers wallet: the police file number largest, everything else below it.
import type { JSX } from "preact";
import { NumberValue } from "../app/number-value.js";
import type { CaseState } from "../domain/fold.js";
import { wallet } from "../domain/numbers.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";

export function Wallet({ state }: { readonly state: CaseState }): JSX.Element {
  const { police, others } = wallet(state);
  return (
    <Card title={t("today.numbers_title")}>
      {police.map((number) => (
        <NumberValue key={number.id} number={number} size="large" />
      ))}
      {others.map((number) => (
        <NumberValue key={number.id} number={number} />
      ))}
      {police.length + others.length === 0 ? <p>{t("numbers.none")}</p> : null}
      <LinkButton weight="secondary" href="#/numbers/new">
        {t("numbers.add")}
      </LinkButton>
    </Card>
  );
}
