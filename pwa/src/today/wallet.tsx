// The numbers wallet: the police file number largest, everything else below it.
import type { JSX } from "preact";
import { NumberValue } from "../app/number-value.js";
import type { CaseState } from "../domain/fold.js";
import { t } from "../i18n/t.js";
import { Card } from "../ui/card.js";

export function Wallet({ state }: { readonly state: CaseState }): JSX.Element | null {
  const numbers = [...state.numbers.values()].filter(({ removed }) => removed === null);
  const police = numbers.filter(({ body }) => body.kind === "police_file");
  const others = numbers.filter(({ body }) => body.kind !== "police_file");
  if (numbers.length === 0) return null;
  return (
    <Card title={t("today.numbers_title")}>
      {police.map((number) => (
        <NumberValue key={number.id} number={number} size="large" />
      ))}
      {others.map((number) => (
        <NumberValue key={number.id} number={number} />
      ))}
    </Card>
  );
}
